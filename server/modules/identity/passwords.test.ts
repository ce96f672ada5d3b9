import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOfApp, enrolApp } from '#server/testing/factor-calls.ts'
import { mailTo, retryJobsNow, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'

const password = 'correct horse'
const newPassword = 'correct horse battery staple'

let office: Office
let partner: PartnerScene
let passwordHash: string
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
})
afterAll(() => office.close())

async function member(): Promise<Person> {
  const person = await office.member(partner, ['viewer'])
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, person.email])
  return person
}

const refused = (status: number, code: string) => ({ status, body: { code } })
const signIn = ({ email }: Person, by: string, more: object = {}): Promise<Answer> =>
  office.anyone('POST', '/v1/sessions', { email, password: by, ...more })
const change = ({ call }: Person, body: object): Promise<Answer> => call('PUT', '/v1/password', body)
const ask = (email: string): Promise<Answer> => office.anyone('POST', '/v1/password-resets', { email })
const reset = (token: string, to = newPassword): Promise<Answer> =>
  office.anyone('POST', '/v1/password-resets:complete', { token, newPassword: to })

/** The tokens of the links that were mailed to somebody, the newest first. */
async function mailedTokens({ email }: Person): Promise<string[]> {
  await runJobs(office)
  const mails = await mailTo(office, email)
  return mails.flatMap(({ text }) => /\/reset-password#([\w-]{43})/.exec(text)?.[1] ?? [])
}

test('a password is changed by who knows it and has stepped up, and every other session of theirs ends', async () => {
  const person = await member()
  const other = String((await signIn(person, password)).headers['set-cookie']).split(';')[0] ?? ''
  expect(await change(person, { currentPassword: password, newPassword })).toMatchObject(refused(403, 'step_up_needed'))
  await makeSteppedUp(office, person.memberId)
  const wrong = await change(person, { currentPassword: 'something else', newPassword })
  expect(wrong).toMatchObject(refused(403, 'password_wrong'))
  expect((await change(person, { currentPassword: password, newPassword })).status).toBe(204)

  expect((await office.anyone('GET', '/v1/sessions/current', undefined, { cookie: other })).status).toBe(401)
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(200)
  expect(await signIn(person, password)).toMatchObject(refused(401, 'credentials_wrong'))
  expect((await signIn(person, newPassword)).status).toBe(201)
  await runJobs(office)
  expect(await mailTo(office, person.email)).toMatchObject([{ subject: 'Your password was changed' }])
})

test('a password that is too short is named as such, and leaves the old one', async () => {
  const person = await member()
  await makeSteppedUp(office, person.memberId)
  const short = await change(person, { currentPassword: password, newPassword: 'short words' })
  expect(short).toMatchObject({ status: 400, body: { errors: [{ pointer: '/newPassword', code: 'too_small' }] } })
  expect((await signIn(person, password)).status).toBe(201)
})

test('an open session does not let its finder guess the password on and on', async () => {
  const person = await member()
  await makeSteppedUp(office, person.memberId)
  for (let tries = 0; tries < 10; tries++) await change(person, { currentPassword: 'guess', newPassword })
  const right = await change(person, { currentPassword: password, newPassword })
  expect(right).toMatchObject(refused(429, 'too_many_requests'))
})

test('a forgotten password is set anew by the mailed link, once, and all sessions end', async () => {
  const person = await member()
  expect(await ask(person.email)).toMatchObject({ status: 202, body: { goodForMinutes: 60 } })
  const [token = ''] = await mailedTokens(person)
  expect((await reset(token)).status).toBe(204)

  expect(await reset(token)).toMatchObject(refused(403, 'reset_link_over'))
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(401)
  expect(await signIn(person, password)).toMatchObject(refused(401, 'credentials_wrong'))
  expect((await signIn(person, newPassword)).status).toBe(201)
  await runJobs(office)
  const subjects = (await mailTo(office, person.email)).map(({ subject }) => subject)
  expect(subjects).toEqual(['Your password was set anew', 'Set a new password'])
})

test('a password that is set anew is in the log of each of the person’s accounts as soon as it counts', async () => {
  const person = await member()
  const customer = await office.customer(await office.partner('solution_provider'))
  const { email } = customer.owner
  // One person, who is a member of accounts in two channels.
  await office.owner.query(
    `update memberships set identity_id = (select id from identities where email = $1) where member_id = $2`,
    [email, person.memberId],
  )
  await ask(email)
  const [token = ''] = await mailedTokens(customer.owner)
  expect((await reset(token)).status).toBe(204)

  const { rows } = await office.owner.query(
    `select channel_id, actor_kind, actor_member_id, actor_member_name, partner_id, customer_id, result
     from audit_events where operation = 'resetPassword' and subjects && $1 order by actor_kind`,
    [[person.memberId, customer.owner.memberId]],
  )
  const done = { actor_member_name: expect.stringMatching(/^Person \d+$/), result: 'done' }
  const ofCustomer = { channel_id: customer.channelId, customer_id: customer.id, partner_id: null }
  expect(rows).toEqual([
    { ...done, ...ofCustomer, actor_kind: 'customer', actor_member_id: customer.owner.memberId },
    {
      ...done,
      channel_id: partner.channelId,
      customer_id: null,
      partner_id: partner.id,
      actor_kind: 'partner',
      actor_member_id: person.memberId,
    },
  ])
})

test('an e-mail that nobody has is answered alike, and nothing is mailed', async () => {
  const person = await member()
  const [known, unknown] = [await ask(person.email), await ask('nobody@example.test')]
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
  await runJobs(office)
  expect(await mailTo(office, 'nobody@example.test')).toEqual([])
  expect(await mailTo(office, person.email)).toHaveLength(1)
})

test('of several links the last is good, for an hour, and no more than three are mailed in one', async () => {
  const person = await member()
  for (let count = 0; count < 5; count++) {
    await office.app.inject({
      method: 'POST',
      url: '/v1/password-resets',
      headers: { origin: 'http://localhost' },
      payload: { email: person.email },
      remoteAddress: `198.51.100.${count}`,
    })
    await runJobs(office)
  }
  const tokens = await mailedTokens(person)
  expect(tokens).toHaveLength(3)
  const [last = '', ...before] = tokens
  for (const token of before) expect(await reset(token)).toMatchObject(refused(403, 'reset_link_over'))
  await office.owner.query(`update password_resets set expires_at = expires_at - interval '61 minutes'`)
  expect(await reset(last)).toMatchObject(refused(403, 'reset_link_over'))
  await office.owner.query(`update password_resets set expires_at = now() + interval '1 minute' where used_at is null`)
  expect((await reset(last)).status).toBe(204)
})

test('a link that could not be mailed is mailed later, however often that was tried', async () => {
  const person = await member()
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const { port } = nobody.address() as AddressInfo
  await new Promise((done) => nobody.close(done))
  await ask(person.email)
  for (let tries = 0; tries < 5; tries++) {
    await expect(runJobs(office, [], { smtpUrl: `smtp://127.0.0.1:${port}` })).rejects.toThrow('ECONNREFUSED')
    await retryJobsNow(office)
  }
  const [token = ''] = await mailedTokens(person)
  expect((await reset(token)).status).toBe(204)
})

test('a link sets the password and passes nobody by their authenticator app', async () => {
  const person = await member()
  const { secret } = await enrolApp(office, person)
  await ask(person.email)
  const [token = ''] = await mailedTokens(person)
  expect((await reset(token)).status).toBe(204)
  expect(await signIn(person, newPassword)).toMatchObject(refused(401, 'factor_missing'))
  expect((await signIn(person, newPassword, { authenticatorCode: codeOfApp(secret) })).status).toBe(201)
})

test('a changed password makes a link worthless that was mailed before', async () => {
  const person = await member()
  await ask(person.email)
  const [token = ''] = await mailedTokens(person)
  await makeSteppedUp(office, person.memberId)
  expect((await change(person, { currentPassword: password, newPassword })).status).toBe(204)
  expect(await reset(token)).toMatchObject(refused(403, 'reset_link_over'))
})

test('who has no password is not signed in by one', async () => {
  const person = await office.member(partner, ['viewer'])
  expect(await signIn(person, 'none')).toMatchObject(refused(401, 'credentials_wrong'))
})
