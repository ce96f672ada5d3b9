import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { plainDb } from '#kernel/kernel.ts'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { finish, goAndComeBack, memberAt, setUpSingleSignOn } from '#server/testing/single-sign-on.ts'
import { maxStarts, sweepAttempts } from './queries/attempts.ts'

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
let domain: string
beforeAll(async () => {
  office = await openOffice()
  provider = await openForgingProvider()
})
afterAll(async () => {
  provider.close()
  await office.close()
})
beforeEach(async () => {
  partner = await office.partner('solution_provider')
  domain = (await setUpSingleSignOn(office, partner.admin, provider)).domain
})

const start = (email: string) => office.anyone('POST', '/v1/sessions:start-single-sign-on', { email })
const age = (minutes: number) => office.owner.query('update clock set shift = make_interval(mins => $1)', [minutes])

test('what is no answer of the provider leaves no trace in the account’s log, and what it vouches for does', async () => {
  const { email } = await memberAt(office, partner, domain, ['sales'])
  const logged = async () => {
    await runJobs(office)
    const { body } = await partner.admin.call('GET', '/v1/audit-events?limit=100')
    return body.items.filter(({ operation }) => operation === 'finishSingleSignOn').map(({ detail }) => detail)
  }
  const junk = await goAndComeBack(office, provider, email)
  expect((await finish(office, { ...junk, body: { ...junk.body, code: 'junk' } })).status).toBe(403)
  expect(await logged()).toEqual([])

  expect((await finish(office, await goAndComeBack(office, provider, email, { email: 'x@y.test' }))).status).toBe(403)
  expect(await logged()).toEqual([{ refused: 'domain_foreign' }])
})

test('so many begin at one account in ten minutes and no more, members or not, and elsewhere as ever', async () => {
  const other = await office.partner('solution_provider')
  const elsewhere = (await setUpSingleSignOn(office, other.admin, provider)).domain
  const { email } = await memberAt(office, partner, domain, ['sales'])
  expect((await start(`a@${domain}`)).status).toBe(200)
  const all = 'update single_sign_on_starts set starts = $2 where account_id = $1'
  await office.owner.query(all, [partner.id, maxStarts - 1])

  expect((await start(`b@${domain}`)).status).toBe(200)
  const [member, nobody] = [await start(email), await start(`nobody@${domain}`)]

  const tooMany = { status: 429, headers: { 'retry-after': '600' }, body: { code: 'too_many_requests' } }
  expect([member, nobody]).toMatchObject([tooMany, tooMany])
  expect(member.headers['set-cookie']).toBeUndefined()
  expect((await start(`a@${elsewhere}`)).status).toBe(200)
  await age(11)
  expect((await start(email)).status).toBe(200)
  await age(0)
})

test('the provider is asked about itself once, however many begin to sign in, and anew once it was replaced', async () => {
  const asked = () => provider.asked.filter((path) => path.includes('openid-configuration')).length
  const before = asked()
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => start(`${name}@${domain}`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(asked()).toBe(before + 1)
})

test('that it did not answer is not kept', async () => {
  provider.misdeeds = { status: 503 }
  expect((await start(`a@${domain}`)).status).toBe(503)
  provider.misdeeds = {}
  expect((await start(`a@${domain}`)).status).toBe(200)
})

test('attempts are taken away once they are over, all of them, and no others', async () => {
  await office.owner.query('delete from single_sign_on_attempts')
  expect((await start(`a@${domain}`)).status).toBe(200)
  await office.owner.query(
    `insert into single_sign_on_attempts
     select sha256(n::text::bytea), browser_hash, account_id, identity_provider_id, redirect_uri, nonce, sealed_verifier,
       now() - interval '1 second'
     from single_sign_on_attempts, generate_series(1, 10001) n`,
  )
  await sweepAttempts(plainDb(office.pool))
  const { rowCount } = await office.owner.query('select from single_sign_on_attempts')
  expect(rowCount).toBe(1)
})
