import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserCookie } from '#kernel/credentials.ts'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { Forgery, ForgingProvider } from '#server/testing/forging-provider.ts'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import {
  callerFrom,
  finish,
  goAndComeBack,
  memberAt,
  setProvider,
  setUpSingleSignOn,
  verifyDomain,
} from '#server/testing/single-sign-on.ts'

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
let domain: string
let person: Person
beforeAll(async () => {
  office = await openOffice()
  provider = await openForgingProvider()
  partner = await office.partner('solution_provider')
  domain = (await setUpSingleSignOn(office, partner.admin, provider)).domain
})
afterAll(async () => {
  provider.close()
  await office.close()
})
beforeEach(async () => {
  provider.misdeeds = {}
  person = await memberAt(office, partner, domain, ['sales'])
})

const refused = { status: 403, body: { code: 'single_sign_on_refused' } }
const comeBack = (says?: Forgery) => goAndComeBack(office, provider, person.email, says)
/** What the provider says of somebody, and what comes of it. */
const signInSaying = async (says?: Forgery): Promise<Answer> => finish(office, await comeBack(says))

/** What the account's log says of who came back, the last first. */
async function logged({ admin }: { admin: Person } = partner) {
  await runJobs(office)
  const { body } = await admin.call('GET', '/v1/audit-events?limit=100')
  return body.items.filter(({ operation }) => operation === 'finishSingleSignOn')
}
/** And why those were refused whom it did not let in. */
const whyNot = async (account?: { admin: Person }): Promise<unknown[]> =>
  (await logged(account)).filter((event) => event['result'] === 'refused').map((event) => event['detail'])

test('whoever their account’s provider vouches for is signed in, into that account, and the log says so', async () => {
  const answer = await signInSaying()

  expect(answer).toMatchObject({ status: 201, body: { account: { id: partner.id }, member: { id: person.memberId } } })
  const session = await callerFrom(office, answer)('GET', '/v1/sessions/current')
  expect(session.body).toMatchObject({ member: { id: person.memberId, email: person.email }, singleSignOn: true })
  const [event] = await logged()
  const sessions = (await callerFrom(office, answer)('GET', '/v1/sessions')).body.items
  const own = sessions.find(({ current }) => current)
  const { rows } = await office.owner.query<{ id: string }>(
    'select id from identity_providers where account_id = $1 and removed_at is null',
    [partner.id],
  )
  expect(event).toMatchObject({
    result: 'done',
    subjects: [person.memberId, own?.['id'], rows[0]?.id],
    requestId: answer.headers['x-request-id'],
    from: '127.0.0.1',
  })
})

test('it counts as no factor: what takes one asks for it', async () => {
  const call = callerFrom(office, await signInSaying())
  expect((await call('GET', '/v1/factors')).body).toMatchObject({ steppedUpUntil: null })
})

test('a member who is none any more is refused everything, as with a password', async () => {
  await office.owner.query('update members set active = false where id = $1', [person.memberId])
  const call = callerFrom(office, await signInSaying())
  expect(await call('GET', '/v1/customers')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
})

describe('what begins in one browser ends in it, once, in time', () => {
  test('another browser, without the cookie or with its own, does not come in, and uses nothing up', async () => {
    const back = await comeBack()
    const other = await comeBack()

    const without = await finish(office, { ...back, headers: { cookie: '' } })
    const withOther = await finish(office, { ...back, headers: other.headers })

    expect([without, withOther]).toMatchObject([refused, refused])
    expect((await finish(office, back)).status).toBe(201)
  })

  test('a state that nobody was given does not come in', async () => {
    const back = await comeBack()
    const other = await comeBack()
    for (const state of ['x', 'A'.repeat(43), other.body.state])
      expect(await finish(office, { ...back, body: { ...back.body, state } })).toMatchObject(refused)
    expect((await finish(office, back)).status).toBe(201)
  })

  test('it is good once, also where it failed the first time', async () => {
    const [first, failing] = [await comeBack(), await comeBack({ email_verified: false })]
    expect((await finish(office, first)).status).toBe(201)
    expect(await finish(office, failing)).toMatchObject(refused)
    const asked = provider.asked.length

    expect([await finish(office, first), await finish(office, failing)]).toMatchObject([refused, refused])
    expect(provider.asked.length).toBe(asked)
  })

  test('of two who finish it at once one comes in', async () => {
    const back = await comeBack()
    const answers = await Promise.all([1, 2, 3, 4].map(() => finish(office, back)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403, 403])
  })

  test('after ten minutes it is over', async () => {
    const back = await comeBack()
    const age = (minutes: number) => office.owner.query('update clock set shift = make_interval(mins => $1)', [minutes])
    await age(10)
    const late = await finish(office, back)
    await age(9)
    const inTime = await finish(office, back)
    await age(0)
    expect([late.status, inTime.status]).toEqual([403, 201])
  })

  test('one provider’s answer is not good where another account’s is awaited', async () => {
    const other = await office.partner('solution_provider')
    await setUpSingleSignOn(office, other.admin, provider)
    const back = await comeBack()
    expect(await finish(office, { ...back, body: { ...back.body, accountId: other.id } })).toMatchObject(refused)
  })
})

describe('what the provider says is compared with what was asked', () => {
  const now = Math.floor(Date.now() / 1000)
  const forgeries: readonly (readonly [what: string, says: Forgery])[] = [
    ['another nonce', { nonce: 'A'.repeat(43) }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'somebody-else' }],
    ['several audiences and another party', { aud: ['procura', 'other'], azp: 'other' }],
    ['another issuer', { iss: 'https://other.example.test' }],
    ['a token that is over', { iat: now - 600, exp: now - 300 }],
    ['no subject', { sub: undefined }],
  ]
  test.each(forgeries)('a token with %s lets nobody in', async (_, says) => {
    expect(await signInSaying(says)).toMatchObject(refused)
    expect((await signInSaying()).status).toBe(201)
  })

  test('a token signed by another key lets nobody in', async () => {
    const back = await comeBack()
    provider.misdeeds = { foreignKey: true }
    expect(await finish(office, back)).toMatchObject(refused)
  })

  test('a code of another sign-in lets nobody in: it was asked for with another challenge', async () => {
    const [one, other] = [await comeBack(), await comeBack()]
    const swapped = { ...one, body: { ...one.body, code: other.body.code } }
    expect(await finish(office, swapped)).toMatchObject(refused)
  })

  test('a provider that does not answer lets nobody in', async () => {
    for (const misdeeds of [{ status: 500 }, { status: 302 }, { bytes: 400_000 }]) {
      provider.misdeeds = {}
      const back = await comeBack()
      provider.misdeeds = misdeeds
      expect(await finish(office, back)).toMatchObject(refused)
      expect(provider.asked).not.toContain('/elsewhere')
    }
  })
})

describe('whom the provider may speak for', () => {
  test.each([
    ['that is not verified, as it says', { email_verified: false }, 'email_unverified'],
    ['that is not verified, as it says in a word', { email_verified: 'false' }, 'email_unverified'],
    ['of which it does not say that it is verified', { email_verified: undefined }, 'email_unverified'],
    ['that is none', { email: 'nobody' }, 'email_missing'],
    ['that is left away', { email: undefined }, 'email_missing'],
    ['that is a list', { email: ['a@b.test'] }, 'email_missing'],
  ])('nobody with an e-mail %s', async (_, says, why) => {
    expect(await signInSaying(says)).toMatchObject(refused)
    expect((await whyNot())[0]).toEqual({ refused: why })
  })

  test('somebody however it writes the e-mail, and that it is verified', async () => {
    const answer = await signInSaying({ email_verified: 'true', email: person.email.toUpperCase() })
    expect(answer).toMatchObject({ status: 201, body: { member: { id: person.memberId } } })
  })

  test('no member with an e-mail of a domain that the account has not verified', async () => {
    const foreign = await office.member(partner, ['admin'])
    expect(await signInSaying({ email: foreign.email })).toMatchObject(refused)
    expect((await whyNot())[0]).toEqual({ refused: 'domain_foreign' })
  })

  test('no member of another account, though its domain is another account’s verified one', async () => {
    const other = await office.partner('solution_provider')
    const verified = await verifyDomain(office, other.admin)
    const elsewhere = await memberAt(office, other, verified.domain, ['admin'])
    expect(await signInSaying({ email: elsewhere.email })).toMatchObject(refused)

    const sameDomain = await memberAt(office, other, domain, ['admin'])
    expect(await signInSaying({ email: sameDomain.email })).toMatchObject(refused)
    expect((await whyNot()).slice(0, 2)).toEqual([{ refused: 'member_unknown' }, { refused: 'domain_foreign' }])
  })

  test('nobody as another than the first time', async () => {
    const colleague = await memberAt(office, partner, domain, ['admin'])
    expect((await signInSaying({ sub: 'one' })).status).toBe(201)

    const asAnother = await signInSaying({ sub: 'one', email: colleague.email })
    const byAnother = await signInSaying({ sub: 'two' })

    expect([asAnother, byAnother]).toMatchObject([refused, refused])
    expect((await whyNot()).slice(0, 2)).toEqual([{ refused: 'subject_differs' }, { refused: 'subject_differs' }])
    expect((await signInSaying({ sub: 'one' })).status).toBe(201)
  })

  test('of several first times at once by different names one counts', async () => {
    const backs = await Promise.all(['a', 'b', 'c', 'd'].map((sub) => comeBack({ sub: `${person.memberId}-${sub}` })))
    const answers = await Promise.all(backs.map((back) => finish(office, back)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403, 403])
  })
})

test('the cookie that binds a browser is read by no page, sent by our own, and gone afterwards', async () => {
  const started = await office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: person.email })
  expect(String(started.headers['set-cookie'])).toMatch(
    new RegExp(`^${browserCookie}=[\\w-]{43}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax$`),
  )
  const cookies = [(await signInSaying()).headers['set-cookie']].flat().join('\n')
  expect(cookies).toContain(`${browserCookie}=; Max-Age=0`)
})

test('another provider in the place of the one while somebody is there lets them not come back', async () => {
  const other = await office.partner('solution_provider')
  const verified = await setUpSingleSignOn(office, other.admin, provider)
  const somebody = await memberAt(office, other, verified.domain, ['sales'])
  const back = await goAndComeBack(office, provider, somebody.email)
  await setProvider(office, other.admin, provider.issuer)
  expect(await finish(office, back)).toMatchObject(refused)
  expect(await whyNot(other)).toEqual([{ refused: 'provider_gone' }])
})
