import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { ApiKeyPermission } from '#contract/permissions.ts'
import { sessionCookie } from '#kernel/credentials.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { origin } from '#server/testing/person.ts'
import type { Person } from '#server/testing/person.ts'
import { exchange, makeKey, programOf } from '#server/testing/program-keys.ts'
import { makeCode, startActing } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
let member: Person
beforeAll(async () => void (office = await openOffice()))
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('solution_provider')
  member = await office.member(partner, ['sales'])
})

const wish = { name: 'Night batch', permissions: ['customers:list'], expiresInDays: 30 }
const create = async (by: Person, more: object = {}) => {
  const verificationCode = await makeCode(office, by.memberId, 'create_api_key')
  return by.call('POST', '/v1/api-keys', { ...wish, verificationCode, ...more })
}
const refusedBy = (failed: string) => ({ status: 403, body: { reasons: [expect.objectContaining({ failed })] } })

test('a member makes a key with a code from the mail, sees the secret once, and a program works with it', async () => {
  const verificationCode = await codeFor(office, member, 'create_api_key', wish.name)
  const made = await member.call('POST', '/v1/api-keys', { ...wish, verificationCode })
  expect(made).toMatchObject({ status: 201, body: { name: 'Night batch', permissions: ['customers:list'] } })
  const { secret, ...seen } = made.body
  expect(secret).toMatch(/^pck_[A-Za-z0-9_-]{43}$/)
  expect(String(secret).startsWith(String(seen['prefix']))).toBe(true)
  expect(Date.parse(String(seen['expiresAt'])) - Date.parse(String(seen['createdAt']))).toBe(30 * 86_400_000)

  const customer = await office.customer(partner)
  const found = await programOf(office, String(secret))('GET', '/v1/customers')
  expect(found).toMatchObject({ status: 200, body: { items: [{ id: customer.id }] } })

  const listed = await member.call('GET', '/v1/api-keys')
  expect(listed.body.items).toEqual([{ ...seen, lastUsedAt: expect.any(String) }])
  expect(listed.text).not.toContain(secret)
})

test('a key that was made is told to its member by mail, with what to do if it was not they who made it', async () => {
  await makeKey(office, member, ['customers:list'])
  await runJobs(office)
  const [mail, ...others] = await mailTo(office, member.email)
  expect(mail?.subject).toBe('An API key was made')
  expect(mail?.text).toMatch(/sign out everywhere else.*API keys and revoke.*Forgot password\?/su)
  expect(others).toEqual([])
  expect(await mailTo(office, partner.admin.email)).toEqual([])
})

test('at rest there is the hash of the secret and nowhere the secret itself, not in the log either', async () => {
  const { id, secret } = await makeKey(office, member, ['customers:list'])
  const { rows } = await office.owner.query<Record<string, unknown>>('select * from api_keys where id = $1', [id])
  expect(rows[0]?.['token_hash']).toEqual(hashOfToken(secret))
  const logged = await office.owner.query('select * from audit_events where $1 = any(subjects)', [id])
  expect(logged.rows).toHaveLength(1)
  for (const text of [JSON.stringify(rows), JSON.stringify(logged.rows)]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(secret.slice(12))
  }
})

test('a key may hold what its member’s roles hold, also what they hold while acting, and nothing beyond', async () => {
  expect((await create(member, { permissions: ['orders:place', 'acting:start'] })).status).toBe(201)
  const beyond = await create(member, { permissions: ['customers:list', 'customers:freeze', 'budgets:write'] })
  expect(beyond).toMatchObject({ status: 422, body: { permissions: ['customers:freeze', 'budgets:write'] } })
  expect((await create(partner.admin, { permissions: ['customers:freeze'] })).status).toBe(201)
  for (const permissions of [['session:use'], ['api_keys:manage'], ['acting:leave'], ['anyone'], []])
    expect((await create(partner.admin, { permissions })).status).toBe(400)
})

test('without a code, or with one for something else, no key is made', async () => {
  expect(await member.call('POST', '/v1/api-keys', wish)).toMatchObject({
    status: 403,
    body: { code: 'step_up_needed' },
  })
  const verificationCode = await makeCode(office, member.memberId, 'set_budget')
  const other = await member.call('POST', '/v1/api-keys', { ...wish, verificationCode })
  expect(other).toMatchObject({ status: 403, body: { code: 'verification_code_wrong' } })
  expect((await create(member)).status).toBe(201)
})

test('no key makes keys, and nobody does while acting: it takes the member’s own session', async () => {
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  const acting = partner.admin.acting(await startActing(partner.admin, customer))
  const verificationCode = await makeCode(office, partner.admin.memberId, 'create_api_key')
  expect(await acting('POST', '/v1/api-keys', { ...wish, verificationCode })).toMatchObject(
    refusedBy('not_while_acting'),
  )

  const { secret } = await makeKey(office, partner.admin, ApiKeyPermission.options.slice(0, 1))
  const program = programOf(office, secret)
  const again = await makeCode(office, partner.admin.memberId, 'create_api_key')
  expect(await program('POST', '/v1/api-keys', { ...wish, verificationCode: again })).toMatchObject(
    refusedBy('own_session'),
  )
  expect((await create(partner.admin)).status).toBe(201)
})

/** Decided by hand: what is missing here, or too much, is a change of what programs may do. */
const onlyPersons = [
  'addDomain',
  'addPasskey',
  'changePassword',
  'chooseAccount',
  'confirmAuthenticatorApp',
  'createApiKey',
  'endOtherSessions',
  'endSession',
  'getFactors',
  'getSession',
  'getSingleSignOn',
  'listApiKeys',
  'listOwnActingSessions',
  'listSessions',
  'makeRecoveryCodes',
  'removeAuthenticatorApp',
  'removeDomain',
  'removeIdentityProvider',
  'removePasskey',
  'requestVerificationCode',
  'revokeApiKey',
  'setIdentityProvider',
  'setPreferences',
  'signOut',
  'startActingSession',
  'startAuthenticatorApp',
  'startPasskey',
  'startPasskeyStepUp',
  'stepUp',
  'verifyDomain',
]

test('whatever a key holds, no program does what only a signed-in person does, nor by an acting token', async () => {
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  const { secret } = await makeKey(office, member, ['acting:start', 'acting:read', 'audit:read', 'customers:read'])
  const program = programOf(office, secret)
  const delegate = programOf(office, (await exchange(office, secret, customer)).token)

  for (const { name, method, path } of operations.filter(({ name }) => onlyPersons.includes(name)))
    for (const call of [program, delegate])
      expect([name, await call(method, `/v1${path.replace(/\{\w+\}/, 'x')}`)]).toMatchObject([
        name,
        refusedBy('own_session'),
      ])
  expect((await program('GET', '/v1/audit-events')).status).toBe(200)
  expect((await delegate('GET', `/v1/customers/${customer.id}`)).status).toBe(200)

  const personal = operations.filter((operation) => operation.personal).map(({ name }) => name)
  expect(personal.sort()).toEqual(onlyPersons)
})

test('what is outside the key’s scope is refused by name, although the member’s role holds it', async () => {
  const program = programOf(office, (await makeKey(office, member, ['customers:list'])).secret)
  expect(await program('GET', '/v1/audit-events')).toMatchObject(refusedBy('api_key_scope'))
  expect((await member.call('GET', '/v1/audit-events')).status).toBe(200)
  expect((await program('GET', '/v1/customers')).status).toBe(200)
})

const endings: readonly (readonly [what: string, set: string, status: number, code: string])[] = [
  ['is revoked', `update api_keys set revoked_at = now() where member_id = $1`, 401, 'session_missing'],
  ['expires', `update api_keys set expires_at = now() where member_id = $1`, 401, 'session_missing'],
  ['loses its member', `update members set active = false where id = $1`, 403, 'not_allowed'],
  ['loses the role behind it', `update members set roles = '{viewer}' where id = $1`, 403, 'not_allowed'],
]
test.each(endings)('a key that %s is refused at the very next request', async (_, set, status, code) => {
  const program = programOf(office, (await makeKey(office, member, ['customers:list', 'customers:tag'])).secret)
  const customer = await office.customer(partner)
  const tag = () => program('PUT', `/v1/customers/${customer.id}/tags`, { tags: ['vip'] })
  expect((await tag()).status).toBe(200)
  await office.owner.query(set, [member.memberId])
  expect(await tag()).toMatchObject({ status, body: { code } })
})

test('revoking ends a key for good; a second time changes nothing, and another member’s key is none', async () => {
  const { id, secret } = await makeKey(office, member, ['customers:list'])
  expect((await partner.admin.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(404)
  expect((await programOf(office, secret)('GET', '/v1/customers')).status).toBe(200)
  expect((await member.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204)
  expect((await programOf(office, secret)('GET', '/v1/customers')).status).toBe(401)
  expect((await member.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204)
  const listed = await member.call('GET', '/v1/api-keys')
  expect(listed.body.items).toMatchObject([{ id, revokedAt: expect.any(String) }])
  expect((await partner.admin.call('GET', '/v1/api-keys')).body.items).toEqual([])
})

test('a member has twenty live keys at most, also when the last two are made at once', async () => {
  const ids: string[] = []
  for (let made = 0; made < 19; made++) ids.push((await makeKey(office, member, ['customers:list'])).id)
  const createNamed = async (name: string) => {
    // A code of its own for each, so that it is not the code that lets only one of them through.
    const verificationCode = await makeCode(office, member.memberId, 'create_api_key')
    await office.owner.query('update verification_codes set subject_id = $1 where subject_id is null', [name])
    return () => member.call('POST', '/v1/api-keys', { ...wish, name, verificationCode })
  }
  const [one, other] = [await createNamed('One'), await createNamed('Other')]
  const statuses = (await Promise.all([one(), other()])).map(({ status }) => String(status))
  expect(statuses.sort()).toEqual(['201', '409'])

  expect(await create(member)).toMatchObject({ status: 409, body: { code: 'api_key_limit_reached', limit: 20 } })
  await member.call('DELETE', `/v1/api-keys/${ids[0]}`)
  expect((await create(member)).status).toBe(201)
})

test('one credential to a request: a cookie beside a key is refused, whoever they belong to', async () => {
  const { secret } = await makeKey(office, member, ['customers:list'])
  const ask = (headers: Record<string, string | string[]>) =>
    office.app.inject({ method: 'GET', url: '/v1/customers', headers: { host: 'localhost', origin, ...headers } })
  const cookie = `${sessionCookie}=${member.token}`
  const bearer = { authorization: `Bearer ${secret}` }
  expect((await ask({ ...bearer, cookie })).statusCode).toBe(400)
  expect((await ask({ ...bearer, cookie: `${sessionCookie}=nonsense` })).statusCode).toBe(400)
  expect((await ask({ authorization: 'Bearer nonsense', cookie })).statusCode).toBe(400)
  expect((await ask({ cookie: `${cookie}; ${cookie}` })).statusCode).toBe(401)
  for (const authorization of [
    `Bearer  ${secret}`,
    `Basic ${secret}`,
    secret,
    `Bearer ${secret},`,
    `Bearer ${secret.slice(0, -1)}`,
    `Bearer ${member.token}`,
    'Bearer',
    '',
  ])
    expect(await ask({ authorization })).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    })
  expect((await ask({ cookie: `${sessionCookie}=${secret}` })).statusCode).toBe(401)
  expect((await ask(bearer)).statusCode).toBe(200)
  expect((await ask({ cookie })).statusCode).toBe(200)
  expect((await ask({ authorization: `bearer ${secret}` })).statusCode).toBe(200)
})

test('a program writes without Origin, and a key does not open what nobody signs in for', async () => {
  const customer = await office.customer(partner)
  const program = programOf(office, (await makeKey(office, member, ['customers:tag'])).secret)
  expect((await program('PUT', `/v1/customers/${customer.id}/tags`, { tags: ['vip'] })).status).toBe(200)
  const signIn = await program('POST', '/v1/sessions', { email: member.email, password: 'x' })
  expect(signIn).toMatchObject({ status: 403, body: { code: 'origin_foreign' } })
})

test('the log names the key beside the member', async () => {
  const customer = await office.customer(partner)
  const { id, secret } = await makeKey(office, member, ['customers:tag'])
  await programOf(office, secret)('PUT', `/v1/customers/${customer.id}/tags`, { tags: ['vip'] })
  await member.call('PUT', `/v1/customers/${customer.id}/tags`, { tags: [] })
  const log = await partner.admin.call('GET', `/v1/audit-events?operation=replaceCustomerTags`)
  expect(log.body.items).toMatchObject([
    { actor: { memberId: member.memberId, apiKeyId: null } },
    { actor: { memberId: member.memberId, apiKeyId: id } },
  ])
})
