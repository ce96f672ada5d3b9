import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addPasskey, codeOfApp, enrolApp } from '#server/testing/factor-calls.ts'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { setUpSingleSignOn } from '#server/testing/single-sign-on.ts'
import { comeIn, memberOfBoth, password, signInOwn } from '#server/testing/vouched-person.ts'

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
let elsewhere: PartnerScene
let person: Person
let vouched: Call
beforeAll(async () => {
  office = await openOffice()
  provider = await openForgingProvider()
  partner = await office.partner('solution_provider')
  elsewhere = await office.partner('solution_provider')
})
afterAll(async () => {
  provider.close()
  await office.close()
})
beforeEach(async () => {
  const { domain } = await setUpSingleSignOn(office, partner.admin, provider)
  person = await memberOfBoth(office, partner, elsewhere, domain)
  vouched = await comeIn(office, provider, person)
})

const tooMany = { status: 429, body: { code: 'too_many_requests' } }
const stepUp = (call: Call, authenticatorCode: string) => call('POST', '/v1/step-ups', { authenticatorCode })
/** Somebody at the provider who guesses at the person's authenticator app, as long as they may. */
async function guess(call: Call): Promise<void> {
  for (let at = 0; at < 10; at++) expect((await stepUp(call, '000000')).status).toBe(403)
}

describe('who guesses by the word of an account’s provider', () => {
  test('comes to an end, also in another such session, and takes no try from the person’s own sign-in', async () => {
    const { secret } = await enrolApp(office, person)
    await guess(vouched)

    expect(await stepUp(vouched, codeOfApp(secret))).toMatchObject(tooMany)
    expect(await stepUp(await comeIn(office, provider, person), codeOfApp(secret))).toMatchObject(tooMany)

    const own = await signInOwn(office, person, elsewhere.id, { authenticatorCode: codeOfApp(secret) })
    expect((await stepUp(own, codeOfApp(secret, 1))).status).toBe(201)
  })

  test('gets no tries back by what the person gets right elsewhere', async () => {
    const { secret } = await enrolApp(office, person)
    await guess(vouched)
    await signInOwn(office, person, elsewhere.id, { authenticatorCode: codeOfApp(secret) })
    expect(await stepUp(vouched, codeOfApp(secret, 1))).toMatchObject(tooMany)
  })

  test('and gets them back by what they get right there themselves', async () => {
    const { secret } = await enrolApp(office, person)
    for (let at = 0; at < 9; at++) await stepUp(vouched, '000000')
    expect((await stepUp(vouched, codeOfApp(secret))).status).toBe(201)
    expect((await stepUp(vouched, '000000')).status).toBe(403)
  })

  test('uses up no try by what is refused them anyway', async () => {
    const change = (call: Call, currentPassword: string) =>
      call('PUT', '/v1/password', { currentPassword, newPassword: 'another horse battery' })
    for (let at = 0; at < 11; at++) {
      expect((await change(vouched, 'wrong')).status).toBe(403)
      const confirmed = await vouched('POST', '/v1/factors/authenticator-app:confirm', { authenticatorCode: '123456' })
      expect(confirmed.status).toBe(403)
    }
    const { rows } = await office.owner.query(
      'select tries from factor_tries join memberships using (identity_id) where memberships.member_id = $1',
      [person.memberId],
    )
    expect(rows).toEqual([])
    expect(await change(await signInOwn(office, person, elsewhere.id), password)).toMatchObject({
      body: { code: 'step_up_needed' },
    })
  })
})

test('such a session is told which kinds of factor there are, and nothing of what they are or when they were used', async () => {
  expect((await vouched('GET', '/v1/factors')).body).toMatchObject({ kinds: [] })
  await enrolApp(office, person)
  const { passkey, passkeyId } = await addPasskey(office, person)
  const kinds = ['passkey', 'authenticator_app', 'recovery_code']

  const own = await person.call('GET', '/v1/factors')
  expect(own.body).toMatchObject({ kinds, passkeys: [{ id: passkeyId, name: 'Laptop' }], recoveryCodes: { left: 10 } })
  expect((await vouched('GET', '/v1/factors')).body).toEqual({
    kinds,
    authenticatorApp: null,
    recoveryCodes: null,
    passkeys: [],
    steppedUpUntil: null,
  })

  const ask = async (call: Call) => (await call('POST', '/v1/step-ups:start-passkey', {})).body
  expect(await ask(person.call)).toMatchObject({ allowCredentials: [{ type: 'public-key' }] })
  const asked = await ask(vouched)
  expect(asked).toMatchObject({ allowCredentials: [] })
  const shown = passkey.assert({ challenge: String(asked['challenge']) })
  expect(await vouched('POST', '/v1/step-ups', { passkey: shown })).toMatchObject({
    status: 201,
    body: { factor: 'passkey' },
  })
})
