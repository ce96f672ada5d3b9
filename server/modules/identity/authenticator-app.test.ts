import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginApp, codeOfApp, enrolApp } from '#server/testing/factor-calls.ts'
import { sendInTurn } from '#server/testing/in-turn.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeSteppedUp, startActing } from '#server/testing/scene.ts'

const password = 'correct horse'
const confirm = '/v1/factors/authenticator-app:confirm'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
let passwordHash: string
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  customer = await office.customer(partner)
  await office.authorize(customer, partner)
  passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
})
afterAll(() => office.close())

async function member(): Promise<Person> {
  const person = await office.member(partner, ['admin'])
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, person.email])
  return person
}

const refused = (status: number, code: string) => ({ status, body: { code } })
const signIn = ({ email }: Person, factor: object = {}): Promise<Answer> =>
  office.anyone('POST', '/v1/sessions', { email, password, ...factor })
const stepUp = ({ call }: Person, factor: object): Promise<Answer> => call('POST', '/v1/step-ups', factor)
const freeze = ({ call }: Person): Promise<Answer> =>
  call('PUT', `/v1/customers/${customer.id}/freeze`, { scope: 'account', reason: 'Overdue' })

test('an app is enrolled by a first code of it, and from then on the password alone signs nobody in', async () => {
  const person = await member()
  expect((await signIn(person)).status).toBe(201)
  const secret = await beginApp(office, person)
  // As long as no code has come back, the app may not have the secret.
  expect((await signIn(person)).status).toBe(201)
  await makeSteppedUp(office, person.memberId)
  const enrolled = await person.call('POST', confirm, { authenticatorCode: codeOfApp(secret) })
  expect(enrolled.status).toBe(200)
  expect(enrolled.body['recoveryCodes']).toHaveLength(10)

  expect(await signIn(person)).toMatchObject(refused(401, 'factor_missing'))
  const signedIn = await signIn(person, { authenticatorCode: codeOfApp(secret, 1) })
  expect(signedIn.status).toBe(201)
  expect(signedIn.headers['set-cookie']).toBeDefined()
  await runJobs(office)
  expect(await mailTo(office, person.email)).toMatchObject([{ subject: 'An authenticator app was added' }])
})

test('a wrong password is refused as ever, whatever code is beside it', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const body = { email: person.email, password: 'wrong', authenticatorCode: codeOfApp(secret) }
  expect(await office.anyone('POST', '/v1/sessions', body)).toMatchObject(refused(401, 'credentials_wrong'))
  expect((await signIn(person, { authenticatorCode: codeOfApp(secret) })).status).toBe(201)
})

test('a code of one step is good once: at sign-in, for stepping up, and across both', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const authenticatorCode = codeOfApp(secret)
  expect((await signIn(person, { authenticatorCode })).status).toBe(201)
  expect(await signIn(person, { authenticatorCode })).toMatchObject(refused(403, 'factor_wrong'))
  expect(await stepUp(person, { authenticatorCode })).toMatchObject(refused(403, 'factor_wrong'))
  expect((await stepUp(person, { authenticatorCode: codeOfApp(secret, 1) })).status).toBe(201)
})

test('of several who show one code at once, one comes in', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const authenticatorCode = codeOfApp(secret)
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(person, { authenticatorCode })))
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([201, 403, 403, 403, 403])
})

test('ten wrong codes within an hour close the door, also for the right one, and also when sent at once', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const wrong = { authenticatorCode: codeOfApp(secret, 100) }
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, place) => (place % 2 === 0 ? signIn(person, wrong) : stepUp(person, wrong))),
  )
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([
    ...Array(10).fill(403),
    429,
    429,
  ])
  const right = { authenticatorCode: codeOfApp(secret) }
  expect(await stepUp(person, right)).toMatchObject(refused(429, 'too_many_requests'))

  await office.owner.query(`update factor_tries set since = since - interval '61 minutes'`)
  expect((await stepUp(person, right)).status).toBe(201)
})

test('a right code gives the tries back', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  for (let tries = 0; tries < 9; tries++) await stepUp(person, { authenticatorCode: codeOfApp(secret, 100) })
  expect((await stepUp(person, { authenticatorCode: codeOfApp(secret) })).status).toBe(201)
  expect(await stepUp(person, { authenticatorCode: codeOfApp(secret, 100) })).toMatchObject(
    refused(403, 'factor_wrong'),
  )
})

test('confirming a new app does not give back tries at what was there before', async () => {
  const person = await member()
  for (let tries = 0; tries < 9; tries++) await stepUp(person, { verificationCode: '000000' })
  await enrolApp(office, person)
  expect(await stepUp(person, { authenticatorCode: '000000' })).toMatchObject(refused(403, 'factor_wrong'))
  expect(await stepUp(person, { authenticatorCode: '000000' })).toMatchObject(refused(429, 'too_many_requests'))
})

const rowOf = ({ memberId }: Person) => ({
  by: `select from authenticator_apps join memberships using (identity_id) where member_id = $1
       for update of authenticator_apps`,
  values: [memberId],
})

test('who begins an app while another one is confirmed gets no secret that is not kept', async () => {
  const person = await member()
  const secret = await beginApp(office, person)
  await makeSteppedUp(office, person.memberId)
  const [confirmed, begun] = await sendInTurn(office, rowOf(person), [
    () => person.call('POST', confirm, { authenticatorCode: codeOfApp(secret) }),
    () => person.call('POST', '/v1/factors/authenticator-app:start', {}),
  ])
  expect(confirmed?.status).toBe(200)
  expect(begun).toMatchObject(refused(409, 'authenticator_app_present'))
})

test('an app that is confirmed twice at once hands out recovery codes once, and they are good', async () => {
  const person = await member()
  const secret = await beginApp(office, person)
  await makeSteppedUp(office, person.memberId)
  const confirmBy = (steps: number) => () =>
    person.call('POST', confirm, { authenticatorCode: codeOfApp(secret, steps) })
  const [first, second] = await sendInTurn(office, rowOf(person), [confirmBy(0), confirmBy(1)])
  expect(first?.status).toBe(200)
  expect(second).toMatchObject(refused(404, 'not_found'))
  const codes = first?.body['recoveryCodes'] as string[] | undefined
  expect((await signIn(person, { recoveryCode: codes?.[0] })).status).toBe(201)
})

test('a recovery code stands in for the app, once, with or without its dashes, and its owner is told', async () => {
  const person = await member()
  const { recoveryCodes } = await enrolApp(office, person)
  const [first = '', second = ''] = recoveryCodes
  expect((await signIn(person, { recoveryCode: first })).status).toBe(201)
  expect(await signIn(person, { recoveryCode: first })).toMatchObject(refused(403, 'factor_wrong'))
  const stepped = await stepUp(person, { recoveryCode: second.replaceAll('-', '') })
  expect(stepped).toMatchObject({ status: 201, body: { factor: 'recovery_code' } })
  expect((await person.call('GET', '/v1/factors')).body['recoveryCodes']).toMatchObject({ left: 8 })
  await runJobs(office)
  const subjects = (await mailTo(office, person.email)).map(({ subject }) => subject)
  expect(subjects.filter((subject) => subject === 'A recovery code was used')).toHaveLength(2)
})

test('new recovery codes take the place of the old, and nobody’s codes are anybody else’s', async () => {
  const [person, colleague] = [await member(), await member()]
  const { recoveryCodes: old } = await enrolApp(office, person)
  await enrolApp(office, colleague)
  await makeSteppedUp(office, person.memberId)
  const made = await person.call('POST', '/v1/factors/recovery-codes', {})
  const [fresh] = made.body['recoveryCodes'] as string[]
  expect(await signIn(person, { recoveryCode: old[0] })).toMatchObject(refused(403, 'factor_wrong'))
  expect(await signIn(colleague, { recoveryCode: fresh })).toMatchObject(refused(403, 'factor_wrong'))
  expect((await signIn(person, { recoveryCode: fresh })).status).toBe(201)
})

test('an app that was removed is asked for no more, and its recovery codes are worth nothing', async () => {
  const person = await member()
  const { recoveryCodes } = await enrolApp(office, person)
  await makeSteppedUp(office, person.memberId)
  expect((await person.call('DELETE', '/v1/factors/authenticator-app')).status).toBe(204)
  expect((await person.call('GET', '/v1/factors')).body).toMatchObject({ authenticatorApp: null, recoveryCodes: null })
  expect((await signIn(person)).status).toBe(201)
  expect(await stepUp(person, { recoveryCode: recoveryCodes[0] })).toMatchObject(refused(403, 'factor_wrong'))
})

test('nothing about factors is changed by who has not just shown one', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const attempts = [
    ['POST', '/v1/factors/recovery-codes', {}],
    ['POST', '/v1/factors/authenticator-app:start', {}],
    ['DELETE', '/v1/factors/authenticator-app', undefined],
  ] as const
  for (const [method, path, body] of attempts)
    expect(await person.call(method, path, body)).toMatchObject(refused(403, 'step_up_needed'))
  expect((await stepUp(person, { authenticatorCode: codeOfApp(secret) })).status).toBe(201)
  expect(await person.call('POST', '/v1/factors/authenticator-app:start', {})).toMatchObject(
    refused(409, 'authenticator_app_present'),
  )
  expect((await person.call('POST', '/v1/factors/recovery-codes', {})).status).toBe(201)
})

test('a delegate does not touch factors, not even to look at them', async () => {
  const person = await member()
  const acting = person.acting(await startActing(person, customer))
  await makeSteppedUp(office, person.memberId)
  expect(await acting('GET', '/v1/factors')).toMatchObject(refused(403, 'not_allowed'))
  expect(await acting('POST', '/v1/factors/authenticator-app:start', {})).toMatchObject(refused(403, 'not_allowed'))
  expect((await person.call('GET', '/v1/factors')).status).toBe(200)
})

test('the secret lies sealed in the database, and recovery codes as hashes', async () => {
  const person = await member()
  const { secret, recoveryCodes } = await enrolApp(office, person)
  const { rows } = await office.owner.query(
    `select (select string_agg(a::text, '') from authenticator_apps a) || (select string_agg(r::text, '') from recovery_codes r) as kept`,
  )
  const kept = (rows[0] as { kept: string }).kept
  for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
    expect(kept).not.toContain(plain)
})

test('stepping up by the app stands for a mailed code, for five minutes and in this session alone', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  expect(await freeze(person)).toMatchObject(refused(403, 'step_up_needed'))
  expect((await stepUp(person, { authenticatorCode: codeOfApp(secret) })).status).toBe(201)
  expect((await freeze(person)).status).toBe(200)

  const other = await signIn(person, { recoveryCode: (await freshCodes(person))[0] })
  const cookie = String(other.headers['set-cookie']).split(';')[0] ?? ''
  await office.owner.query(`update sessions set stepped_up_until = null where user_agent is not null`)
  expect((await stepUp(person, { authenticatorCode: codeOfApp(secret, 1) })).status).toBe(201)
  const elsewhere = { ...person, call: person.call }
  const inOther = (method: string, path: string, body: unknown) => office.anyone(method, path, body, { cookie })
  expect(await freeze({ ...elsewhere, call: inOther })).toMatchObject(refused(403, 'step_up_needed'))
  expect((await freeze(person)).status).toBe(200)

  await office.owner.query(`update sessions set stepped_up_until = now() where member_id = $1`, [person.memberId])
  expect(await freeze(person)).toMatchObject(refused(403, 'step_up_needed'))
})

async function freshCodes({ call }: Person): Promise<string[]> {
  return (await call('POST', '/v1/factors/recovery-codes', {})).body['recoveryCodes'] as string[]
}

test('who has signed in with a factor has just shown one', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  const signedIn = await signIn(person, { authenticatorCode: codeOfApp(secret) })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  const call = (method: string, path: string, body: unknown) => office.anyone(method, path, body, { cookie })
  expect((await freeze({ ...person, call })).status).toBe(200)
})

test('a mailed code steps up who has nothing better, and nobody who has', async () => {
  const person = await member()
  const mailed = async () => stepUp(person, { verificationCode: await codeFor(office, person, 'step_up') })
  expect(await mailed()).toMatchObject({ status: 201, body: { factor: 'mailed_code' } })
  expect((await freeze(person)).status).toBe(200)
  expect(await stepUp(person, { verificationCode: '000000' })).toMatchObject(refused(403, 'verification_code_wrong'))

  await enrolApp(office, person)
  expect(await mailed()).toMatchObject(refused(403, 'step_up_too_weak'))
  expect(await freeze(person)).toMatchObject(refused(403, 'step_up_needed'))
})

test('mailed codes are guessed ten times in an hour at most, however many are asked for', async () => {
  const person = await member()
  for (let tries = 0; tries < 10; tries++) {
    if (tries % 5 === 0) await codeFor(office, person, 'step_up')
    expect(await stepUp(person, { verificationCode: '000000' })).toMatchObject(refused(403, 'verification_code_wrong'))
  }
  const verificationCode = await codeFor(office, person, 'step_up')
  expect(await stepUp(person, { verificationCode })).toMatchObject(refused(429, 'too_many_requests'))
  await office.owner.query(`update factor_tries set since = since - interval '61 minutes'`)
  expect((await stepUp(person, { verificationCode })).status).toBe(201)
})

test('a right mailed code begins the count anew', async () => {
  const person = await member()
  for (let round = 0; round < 2; round++) {
    for (let tries = 0; tries < 5; tries++) await stepUp(person, { verificationCode: '000000' })
    const verificationCode = await codeFor(office, person, 'step_up')
    expect((await stepUp(person, { verificationCode })).status).toBe(201)
  }
})

test('stepping up takes one factor: not none, and not two of which one would do', async () => {
  const person = await member()
  const { secret, recoveryCodes } = await enrolApp(office, person)
  const two = { authenticatorCode: codeOfApp(secret), recoveryCode: recoveryCodes[0] }
  expect(await stepUp(person, {})).toMatchObject(refused(400, 'bad_request'))
  expect(await stepUp(person, two)).toMatchObject(refused(400, 'bad_request'))
  expect(await signIn(person, two)).toMatchObject(refused(400, 'bad_request'))
  expect((await signIn(person, { authenticatorCode: two.authenticatorCode })).status).toBe(201)
})
