import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OauthError } from '#contract/oauth.ts'
import { Problem } from '#contract/refusals.ts'
import { newSoftPasskey } from './testing/authenticator.ts'
import { attemptsWith, cookieOf } from './testing/credentials.ts'
import type { Attempt, Loot } from './testing/credentials.ts'
import { attemptsAtFactors } from './testing/factor-attempts.ts'
import type { EnrolledPerson } from './testing/factor-attempts.ts'
import { addPasskey, codeOfApp, enrolApp } from './testing/factor-calls.ts'
import { isProof, tellFigures } from './testing/figures.ts'
import { inject } from './testing/inject.ts'
import type { Call, Person } from './testing/person.ts'
import { exchange, exchangeForm, makeKey, programOf, sendForm } from './testing/program-keys.ts'
import type { MadeKey } from './testing/program-keys.ts'
import { plainDb } from '#kernel/kernel.ts'
import { makePasswordReset } from '#modules/identity/index.ts'
import { makeCode, makeSteppedUp, memberWithPassword, openScene, password, startActing } from './testing/scene.ts'
import type { Scene } from './testing/scene.ts'
import { finish } from './testing/single-sign-on.ts'
import type { Back } from './testing/single-sign-on.ts'
import { attemptsAtSingleSignOn } from './testing/single-sign-on-attempts.ts'
import { comingBack } from './testing/single-sign-on-calls.ts'
import { watchTables } from './testing/touched.ts'
import { validCalls } from './testing/valid-calls.ts'

/** `PROVE=1` makes twenty thousand attempts; `SEED=…` other ones. A failure names the seed and the attempt. */
const runs = isProof ? 20_000 : 800
const seed = Number(process.env['SEED'] ?? 20_261_123)
const held = ['acting:start', 'acting:read', 'customers:read', 'customers:list'] as const

let scene: Scene
let thief: Loot
let enrolled: EnrolledPerson
let back: Back
let member: Person
let key: MadeKey
let touched: () => Promise<string[]>
const places = new Map<string, number>()
const statuses = new Map<number, number>()

beforeAll(async () => {
  scene = await openScene()
  const { office, partner, customer } = scene
  await office.authorize(customer, partner)
  member = await office.member(partner, ['sales'])
  key = await makeKey(office, member, held)
  thief = await gather()
  enrolled = await enrol()
  back = await comingBack(scene)
  touched = await watchTables(office.owner)
})
afterAll(() => scene.office.close())

/** Everything that once was good, and everything that is good in other hands or another place. */
async function gather(): Promise<Loot> {
  const { office, partner, customer, stranger, strangersCustomer, neighboursCustomer, operator } = scene
  await office.authorize(strangersCustomer, stranger)
  const colleague = await office.member(partner, ['sales'])
  const strangersKey = await makeKey(office, stranger.admin, held)
  const strangersToken = await exchange(office, strangersKey.secret, strangersCustomer)
  const login = await memberWithPassword(scene)
  const dead = [...(await deadSessions()), ...(await deadKeysAndTokens())]
  const other = await exchange(office, (await makeKey(office, colleague, held)).secret, customer)
  const { token, actingSessionId } = await exchange(office, key.secret, customer)
  // The tab is another member's: one of its own would have taken the place of the token's acting session.
  const tab = await startActing(partner.admin, customer)
  return {
    live: { session: member.token, key: key.secret, token, tab, link: await mailedLink() },
    dead,
    foreign: [stranger.admin.token, strangersKey.secret, strangersToken.token, operator.token],
    otherTabs: [tab, other.actingSessionId, actingSessionId, strangersToken.actingSessionId, `act_${'0'.repeat(26)}`],
    customer,
    otherCustomers: [strangersCustomer, neighboursCustomer, await office.customer(partner)],
    otherAccounts: [stranger.id, strangersCustomer.id, customer.id, operator.accountId, scene.distributor.id],
    login: { email: login.email, password, accountId: partner.id },
    code: await makeCode(office, colleague.memberId, 'create_api_key'),
  }
}

/** Somebody with every factor there is, who has just stepped up. */
async function enrol(): Promise<EnrolledPerson> {
  const { office } = scene
  const person = await memberWithPassword(scene)
  const { secret, recoveryCodes } = await enrolApp(office, person)
  const { passkey } = await addPasskey(office, person)
  await makeSteppedUp(office, person.memberId)
  const challengeOf = async (call: Call, path: string) => {
    const { body } = await call('POST', path, {})
    return { challenge: String(body['challenge']) }
  }
  return {
    memberId: person.memberId,
    session: person.token,
    login: { email: person.email, password },
    recoveryCode: recoveryCodes[0] ?? '',
    authenticatorCode: codeOfApp(secret, -1),
    passkey: passkey.assert(await challengeOf(office.anyone, '/v1/sessions:start-passkey')),
    passkeyToStepUp: passkey.assert(await challengeOf(person.call, '/v1/step-ups:start-passkey')),
    newPasskey: newSoftPasskey().attest(await challengeOf(person.call, '/v1/passkeys:start')),
    resetToken: (await makePasswordReset(plainDb(office.pool), person.email)) ?? '',
  }
}

/** What the owner of a customer was mailed, to decide on an order by. */
async function mailedLink(): Promise<string> {
  const asked = await validCalls['getOrderByLink']?.(scene)
  return asked?.params?.['token'] ?? ''
}

async function deadSessions(): Promise<string[]> {
  const { office, partner } = scene
  const endings = [
    'update sessions set ended_at = now() where member_id = $1',
    'update sessions set expires_at = now() where member_id = $1',
    `update sessions set last_used_at = now() - interval '3 hours' where member_id = $1`,
    'update members set active = false where id = $1',
  ]
  return Promise.all(
    endings.map(async (end) => {
      const gone = await office.member(partner, ['admin'])
      await office.owner.query(end, [gone.memberId])
      return gone.token
    }),
  )
}

async function deadKeysAndTokens(): Promise<string[]> {
  const { office, partner, customer } = scene
  const endings = [
    'update api_keys set revoked_at = now() where member_id = $1',
    'update api_keys set expires_at = now() where member_id = $1',
    `update acting_sessions set ended_at = now(), end_cause = 'left' where member_id = $1`,
    'update acting_sessions set expires_at = now() where member_id = $1',
    `update acting_sessions set last_used_at = now() - interval '15 minutes' where member_id = $1`,
  ]
  const found = endings.map(async (end) => {
    const gone = await office.member(partner, ['sales'])
    const { secret } = await makeKey(office, gone, held)
    const { token } = await exchange(office, secret, customer)
    await office.owner.query(end, [gone.memberId])
    return end.includes('api_keys') ? [secret, token] : [token]
  })
  return (await Promise.all(found)).flat()
}

/** What a good code, and many tries before, would have made of the attempt. */
async function prepare({ hasCode }: Attempt): Promise<void> {
  const { office } = scene
  await office.owner.query('delete from sign_in_tries')
  await office.owner.query('delete from factor_tries')
  await office.owner.query('delete from verification_codes where member_id = $1', [member.memberId])
  if (hasCode) await makeCode(office, member.memberId, hasCode)
  // However long it takes, and whatever was used up by what came in: what factors are shown for is live.
  await office.owner.query(`update passkey_challenges set used_at = null, expires_at = now() + interval '5 minutes'`)
  await office.owner.query(
    `update single_sign_on_attempts set used_at = null, expires_at = now() + interval '5 minutes'`,
  )
  await makeSteppedUp(office, enrolled.memberId)
  await touched()
}

let sent = 0
async function faultsOf(attempt: Attempt): Promise<string[]> {
  await prepare(attempt)
  const { place, method, url, headers, payload, mayShrug } = attempt
  sent++
  const answer = await inject(scene.office.app, {
    method,
    url,
    headers: { ...headers },
    // Limits per address are not what is looked at here.
    remoteAddress: `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`,
    ...(payload === undefined ? {} : { payload }),
  })
  const { statusCode: status, payload: text } = answer
  places.set(place, (places.get(place) ?? 0) + 1)
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
  const shrugs = mayShrug && status === 200 && (text === '' || text === '{"active":false}')
  const faults = shrugs || isRefusal(url, status, text) ? [] : [`answers ${status}`]
  if (answer.headers['set-cookie'] !== undefined) faults.push('sets a cookie')
  const changed = await touched()
  if (changed.length > 0) faults.push(`changes ${changed.join(', ')}`)
  return faults.map((fault) => `${place} ${fault}\n${text.slice(0, 500)}`)
}

/** A no, in the words that are spoken there. */
function isRefusal(url: string, status: number, text: string): boolean {
  if (status < 400 || status >= 500) return false
  const form = url.startsWith('/oauth') ? OauthError : Problem
  return form.safeParse(JSON.parse(text)).success
}

test('what is right comes in at each place, so that a refusal there means something', async () => {
  const { office, customer, partner } = scene
  const { live, login, code } = thief
  const path = `/v1/customers/${customer.id}`
  const opened = [
    await member.call('GET', path),
    await programOf(office, live.key)('GET', path),
    await programOf(office, live.token)('GET', path),
    await partner.admin.acting(live.tab)('GET', path),
    await office.anyone('POST', '/v1/sessions', login),
    await office.anyone('GET', `/v1/order-approvals/${live.link}`),
    await sendForm(office, '/oauth/introspect', { token: live.token }, { authorization: `Bearer ${live.key}` }),
  ]
  expect(opened.map(({ status }) => status)).toEqual([200, 200, 200, 200, 201, 200, 200])
  expect(opened.at(-1)?.body).toMatchObject({ active: true })

  const other = await office.member(partner, ['sales'])
  const made = await makeKey(office, other, held)
  expect(made.secret).toMatch(/^pck_/)
  expect(code).toBe(await makeCode(office, other.memberId, 'create_api_key'))
  const recovered = await office.anyone('POST', '/v1/sessions', {
    ...enrolled.login,
    recoveryCode: enrolled.recoveryCode,
  })
  const byPasskey = await office.anyone('POST', '/v1/sessions:with-passkey', { passkey: enrolled.passkey })
  const session = { cookie: cookieOf(enrolled.session) }
  const steppedUp = await office.anyone('POST', '/v1/step-ups', { passkey: enrolled.passkeyToStepUp }, session)
  const toAdd = { name: 'Mine', transports: [], ...enrolled.newPasskey }
  const added = await office.anyone('POST', '/v1/passkeys', toAdd, session)
  const verificationCode = await makeCode(office, other.memberId, 'step_up')
  const byMail = await other.call('POST', '/v1/step-ups', { verificationCode })
  expect([recovered, byPasskey, steppedUp, added, byMail].map(({ status }) => status)).toEqual(Array(5).fill(201))
  // What was used up by that is put back.
  await office.owner.query('update recovery_codes set used_at = null')
  await office.owner.query('delete from passkeys where id = $1', [added.body.id])
  await office.owner.query('update passkeys set sign_count = 0')
  const form = exchangeForm(made.secret, customer)
  const switched = await sendForm(office, '/oauth/token', form)
  expect(switched.status).toBe(200)
  const left = await sendForm(office, '/oauth/revoke', { token: String(switched.body['access_token']) })
  expect([left.status, left.text]).toEqual([200, ''])
})

test(`${runs} wrong credentials, seed ${seed}: no fault, no entry, no trace`, async () => {
  const attempts = [
    { weight: 3, arbitrary: attemptsWith(thief) },
    { weight: 1, arbitrary: attemptsAtFactors(thief, enrolled) },
    { weight: 1, arbitrary: attemptsAtSingleSignOn(thief, back) },
  ]
  const property = fc.asyncProperty(fc.oneof(...attempts), async (attempt) => {
    const faults = await faultsOf(attempt)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  })
  const run = await fc.check(property, { seed, numRuns: runs, endOnFailure: true })
  const found = run.failed
    ? `seed ${seed}\n${String(run.errorInstance)}\n${JSON.stringify(run.counterexample).slice(0, 1500)}`
    : ''
  expect(found).toBe('')
}, 1_200_000)

test('every place was tried, every kind of no was heard, and what was good before is good still', async () => {
  expect(places.size).toBe(52)
  const byStatus = [...statuses].sort(([one], [other]) => one - other)
  tellFigures(`Bad credentials, seed ${seed}`, {
    attempts: sent,
    places: places.size,
    ...Object.fromEntries(byStatus.map(([status, count]) => [`answers ${status}`, count])),
  })
  for (const status of [200, 400, 401, 403, 404, 413, 415])
    expect([status, statuses.has(status)]).toEqual([status, true])
  const path = `/v1/customers/${scene.customer.id}`
  await prepare({ place: '', method: 'GET', url: '', headers: {} })
  // Last, for a provider takes a code once.
  expect((await finish(scene.office, back)).status).toBe(201)
  expect((await member.call('GET', path)).status).toBe(200)
  expect((await programOf(scene.office, thief.live.key)('GET', path)).status).toBe(200)
  expect((await programOf(scene.office, thief.live.token)('GET', path)).status).toBe(200)
})
