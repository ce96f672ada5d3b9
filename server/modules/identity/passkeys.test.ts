import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSoftPasskey } from '#server/testing/authenticator.ts'
import type { SoftPasskey, Twist } from '#server/testing/authenticator.ts'
import { addPasskey, makePasskey } from '#server/testing/factor-calls.ts'
import { sendInTurn } from '#server/testing/in-turn.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  customer = await office.customer(partner)
})
afterAll(() => office.close())

const refused = (status: number, code: string) => ({ status, body: { code } })
const member = () => office.member(partner, ['admin'])
const freeze = ({ call }: Person): Promise<Answer> =>
  call('PUT', `/v1/customers/${customer.id}/freeze`, { scope: 'account', reason: 'Overdue' })

const challengeOf = ({ body }: Answer) => ({ challenge: String(body['challenge']) })
const askSignIn = async () => challengeOf(await office.anyone('POST', '/v1/sessions:start-passkey', {}))
const askStepUp = async ({ call }: Person) => challengeOf(await call('POST', '/v1/step-ups:start-passkey', {}))
const signIn = (passkey: ReturnType<SoftPasskey['assert']>): Promise<Answer> =>
  office.anyone('POST', '/v1/sessions:with-passkey', { passkey })
const stepUp = ({ call }: Person, passkey: ReturnType<SoftPasskey['assert']>): Promise<Answer> =>
  call('POST', '/v1/step-ups', { passkey })

test('a passkey is added after stepping up, listed, told of by mail, and signs its owner in', async () => {
  const person = await member()
  expect(await person.call('POST', '/v1/passkeys:start', {})).toMatchObject(refused(403, 'step_up_needed'))
  const { passkey } = await addPasskey(office, person)
  expect((await person.call('GET', '/v1/factors')).body['passkeys']).toMatchObject([
    { name: 'Laptop', lastUsedAt: null, synced: false },
  ])

  const signedIn = await signIn(passkey.assert(await askSignIn()))
  expect(signedIn).toMatchObject({ status: 201, body: { member: { id: person.memberId, email: person.email } } })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  // It is two factors in one, and just shown.
  const body = { scope: 'account', reason: 'Overdue' }
  expect((await office.anyone('PUT', `/v1/customers/${customer.id}/freeze`, body, { cookie })).status).toBe(200)
  await runJobs(office)
  expect(await mailTo(office, person.email)).toMatchObject([{ subject: 'A passkey was added' }])
})

test('the browser is asked for a passkey that is found without a name and takes more than a touch', async () => {
  const person = await member()
  await addPasskey(office, person)
  await makeSteppedUp(office, person.memberId)
  const { body } = await person.call('POST', '/v1/passkeys:start', {})
  expect(body).toMatchObject({
    rp: { id: 'localhost', name: 'Procura' },
    user: { name: person.email },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  expect(body['excludeCredentials']).toHaveLength(1)
})

const lies: readonly (readonly [what: string, twist: Twist])[] = [
  ['from another site', { origin: 'https://evil.example' }],
  ['for another site', { rpId: 'evil.example' }],
  ['for a challenge that is not ours', { challenge: 'A'.repeat(43) }],
  ['without the authenticator having verified its user', { unverified: true }],
]

test('of what is broken off no passkey is made', async () => {
  const person = await member()
  const { made } = await makePasskey(office, person)
  const attestationObject = made.attestationObject.slice(0, -4)
  const sent = { name: 'Laptop', ...made, attestationObject, transports: [] }
  expect(await person.call('POST', '/v1/passkeys', sent)).toMatchObject(refused(403, 'factor_wrong'))
})

describe.each(lies)('what is signed %s', (_, twist) => {
  test('is kept as no passkey', async () => {
    const person = await member()
    const { made } = await makePasskey(office, person, twist)
    const sent = { name: 'Laptop', ...made, transports: [] }
    expect(await person.call('POST', '/v1/passkeys', sent)).toMatchObject(refused(403, 'factor_wrong'))
    const right = await makePasskey(office, person)
    expect((await person.call('POST', '/v1/passkeys', { ...sent, ...right.made })).status).toBe(201)
  })

  test('signs nobody in and steps nobody up', async () => {
    const person = await member()
    const { passkey } = await addPasskey(office, person)
    const [toSignIn, toStepUp] = [await askSignIn(), await askStepUp(person)]
    expect(await signIn(passkey.assert(toSignIn, twist))).toMatchObject(refused(403, 'factor_wrong'))
    expect(await stepUp(person, passkey.assert(toStepUp, twist))).toMatchObject(refused(403, 'factor_wrong'))
    expect((await signIn(passkey.assert(toSignIn))).status).toBe(201)
    expect((await stepUp(person, passkey.assert(toStepUp))).status).toBe(201)
  })
})

test('what another key has signed, or what is of another type, opens nothing', async () => {
  const person = await member()
  const { passkey } = await addPasskey(office, person)
  for (const twist of [{ forged: true }, { type: 'webauthn.create' }] as const)
    expect(await signIn(passkey.assert(await askSignIn(), twist))).toMatchObject(refused(403, 'factor_wrong'))
  expect((await signIn(passkey.assert(await askSignIn()))).status).toBe(201)
})

test('a challenge is good once, also when it is shown several times at once', async () => {
  const { passkey } = await addPasskey(office, await member())
  const asked = await askSignIn()
  const answers = await Promise.all(Array.from({ length: 4 }, () => signIn(passkey.assert(asked))))
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([201, 403, 403, 403])
})

test('a challenge for one purpose, or of one session, is worth nothing for another', async () => {
  const [person, colleague] = [await member(), await member()]
  const { passkey } = await addPasskey(office, person)
  await addPasskey(office, colleague)
  expect(await stepUp(person, passkey.assert(await askSignIn()))).toMatchObject(refused(403, 'factor_wrong'))
  expect(await signIn(passkey.assert(await askStepUp(person)))).toMatchObject(refused(403, 'factor_wrong'))
  expect(await stepUp(person, passkey.assert(await askStepUp(colleague)))).toMatchObject(refused(403, 'factor_wrong'))
  await makeSteppedUp(office, person.memberId)
  const toAdd = challengeOf(await person.call('POST', '/v1/passkeys:start', {}))
  expect(await stepUp(person, passkey.assert(toAdd))).toMatchObject(refused(403, 'factor_wrong'))
  expect((await stepUp(person, passkey.assert(await askStepUp(person)))).status).toBe(201)
})

test('a challenge is over after five minutes', async () => {
  const { passkey } = await addPasskey(office, await member())
  const asked = await askSignIn()
  await office.owner.query(`update passkey_challenges set expires_at = now() where used_at is null`)
  expect(await signIn(passkey.assert(asked))).toMatchObject(refused(403, 'factor_wrong'))
})

test('a challenge to add a passkey ends with the step-up that it was asked for in', async () => {
  const person = await member()
  await office.owner.query(`update sessions set stepped_up_until = now() + interval '1 minute' where member_id = $1`, [
    person.memberId,
  ])
  const made = newSoftPasskey().attest(challengeOf(await person.call('POST', '/v1/passkeys:start', {})))
  const add = () => person.call('POST', '/v1/passkeys', { name: 'Laptop', ...made, transports: [] })
  await office.owner.query(`update clock set shift = interval '2 minutes'`)
  expect(await add()).toMatchObject(refused(403, 'factor_wrong'))
  await office.owner.query(`update clock set shift = interval '0'`)
  expect((await add()).status).toBe(201)
})

test('of two persons who add one credential at once one has it, and the other is refused', async () => {
  const persons = [await member(), await member()]
  const passkey = newSoftPasskey()
  const adding: (() => Promise<Answer>)[] = []
  for (const { call, memberId } of persons) {
    await makeSteppedUp(office, memberId)
    const made = passkey.attest(challengeOf(await call('POST', '/v1/passkeys:start', {})))
    adding.push(() => call('POST', '/v1/passkeys', { name: 'Laptop', ...made, transports: [] }))
  }
  const answers = await sendInTurn(office, { by: 'lock table passkeys in share mode' }, adding)
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([201, 403])
})

test('nobody steps up by somebody else’s passkey', async () => {
  const [person, colleague] = [await member(), await member()]
  await addPasskey(office, person)
  const { passkey } = await addPasskey(office, colleague)
  expect(await stepUp(person, passkey.assert(await askStepUp(person)))).toMatchObject(refused(403, 'factor_wrong'))
})

test('an authenticator whose count goes back was copied, and is refused', async () => {
  const { passkey } = await addPasskey(office, await member())
  expect((await signIn(passkey.assert(await askSignIn(), { signCount: 7 }))).status).toBe(201)
  expect(await signIn(passkey.assert(await askSignIn(), { signCount: 7 }))).toMatchObject(refused(403, 'factor_wrong'))
  expect((await signIn(passkey.assert(await askSignIn(), { signCount: 8 }))).status).toBe(201)
})

test('stepping up by a passkey stands for a mailed code, and a mailed code no longer does', async () => {
  const person = await member()
  const { passkey } = await addPasskey(office, person)
  expect(await freeze(person)).toMatchObject(refused(403, 'step_up_needed'))
  const mailed = { verificationCode: await codeFor(office, person, 'step_up') }
  expect(await person.call('POST', '/v1/step-ups', mailed)).toMatchObject(refused(403, 'step_up_too_weak'))
  expect(await stepUp(person, passkey.assert(await askStepUp(person)))).toMatchObject({
    status: 201,
    body: { factor: 'passkey' },
  })
  expect((await freeze(person)).status).toBe(200)
})

test('a passkey that was removed signs nobody in, and only its owner removes it', async () => {
  const [person, colleague] = [await member(), await member()]
  const { passkey, passkeyId } = await addPasskey(office, person)
  await makeSteppedUp(office, person.memberId)
  await makeSteppedUp(office, colleague.memberId)
  expect(await colleague.call('DELETE', `/v1/passkeys/${passkeyId}`)).toMatchObject(refused(404, 'not_found'))
  expect((await signIn(passkey.assert(await askSignIn()))).status).toBe(201)

  expect((await person.call('DELETE', `/v1/passkeys/${passkeyId}`)).status).toBe(204)
  expect(await signIn(passkey.assert(await askSignIn()))).toMatchObject(refused(403, 'factor_wrong'))
})

test('a person has ten passkeys at most', async () => {
  const person = await member()
  for (let count = 0; count < 10; count++) await addPasskey(office, person)
  await makeSteppedUp(office, person.memberId)
  expect(await person.call('POST', '/v1/passkeys:start', {})).toMatchObject(refused(409, 'passkey_limit_reached'))
})
