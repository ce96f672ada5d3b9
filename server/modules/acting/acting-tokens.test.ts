import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '#server/app.ts'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { origin } from '#server/testing/person.ts'
import type { Person } from '#server/testing/person.ts'
import { exchange, exchangeForm, makeKey, programOf, sendForm } from '#server/testing/program-keys.ts'
import type { MadeKey } from '#server/testing/program-keys.ts'
import { outgoing } from '#server/testing/outgoing.ts'
import { secret } from '#server/testing/secret.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
let member: Person
let key: MadeKey
let authorizationId: string
const held = ['acting:start', 'acting:read', 'customers:read', 'orders:read', 'customers:list'] as const

beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner)
  authorizationId = await office.authorize(customer, partner)
  member = await office.member(partner, ['sales'])
  key = await makeKey(office, member, held)
})

const ask = () => sendForm(office, '/oauth/token', exchangeForm(key.secret, customer))
const bearer = (secret = key.secret) => ({ authorization: `Bearer ${secret}` })
const introspect = (token: string, secret = key.secret) =>
  sendForm(office, '/oauth/introspect', { token }, bearer(secret))
const revoke = (token: string) => sendForm(office, '/oauth/revoke', { token })
/** A read in the customer's account. */
const look = (token: string, of = customer) => programOf(office, token)('GET', `/v1/customers/${of.id}`)
const refusedBy = (failed: string) => ({
  status: 403,
  body: { reasons: expect.arrayContaining([expect.objectContaining({ failed })]) },
})
const fault = (error: string, status = 400) => ({ status, body: { error, error_description: expect.any(String) } })
const rowOf = async (id: string) => {
  const found = await office.owner.query<Record<string, unknown>>('select * from acting_sessions where id = $1', [id])
  return found.rows[0]
}

const endings: readonly (readonly [what: string, set: () => Promise<unknown>, wall: string])[] = [
  [
    'the authorization is revoked',
    async () => {
      const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
      const path = `/v1/authorizations/${authorizationId}:revoke`
      return customer.owner.call('POST', path, { reason: 'Enough', verificationCode })
    },
    'authorization',
  ],
  [
    'the permission is withdrawn',
    () =>
      office.owner.query('update distributor_permissions set act_on_behalf = false where partner_id = $1', [
        partner.id,
      ]),
    'distributor_permission',
  ],
  [
    'the partner is frozen',
    () => office.owner.query('update partners set frozen_at = now() where id = $1', [partner.id]),
    'partner_frozen',
  ],
  [
    'the member is demoted',
    () => office.owner.query(`update members set roles = '{viewer}' where id = $1`, [member.memberId]),
    'role',
  ],
  [
    'the member is deactivated',
    () => office.owner.query('update members set active = false where id = $1', [member.memberId]),
    'member',
  ],
  [
    'it is not used for fifteen minutes',
    () =>
      office.owner.query(
        `update acting_sessions set last_used_at = now() - interval '15 minutes' where member_id = $1`,
        [member.memberId],
      ),
    'acting_session',
  ],
  [
    'its sixty minutes are over',
    () => office.owner.query('update acting_sessions set expires_at = now() where member_id = $1', [member.memberId]),
    'acting_session',
  ],
  [
    'the customer ends it',
    async () => {
      const path = `/v1/customers/${customer.id}/acting-sessions?live=true`
      const [live] = (await customer.owner.call('GET', path)).body.items
      return customer.owner.call('DELETE', `/v1/acting-sessions/${live?.id}`)
    },
    'acting_session',
  ],
]

describe('the end of a token', () => {
  test.each(endings)('when %s, it is dead at the very next request, and leaving still works', async (_, set, wall) => {
    const { token } = await exchange(office, key.secret, customer)
    expect((await introspect(token)).body).toMatchObject({ active: true })
    expect((await look(token)).status).toBe(200)
    await set()
    expect(await look(token)).toMatchObject(refusedBy(wall))
    // Who has lost the role, or the membership, may not even ask.
    const asked = await introspect(token)
    const mayAsk = wall !== 'role' && wall !== 'member'
    expect(asked).toMatchObject(mayAsk ? { status: 200, body: { active: false } } : fault('insufficient_scope', 403))
    expect((await revoke(token)).status).toBe(200)
  })

  test('revoking the key kills its tokens at once, and a job ends their acting sessions', async () => {
    const { token, actingSessionId } = await exchange(office, key.secret, customer)
    expect((await look(token)).status).toBe(200)
    await member.call('DELETE', `/v1/api-keys/${key.id}`)
    expect((await look(token)).status).toBe(401)
    expect(await ask()).toMatchObject(fault('invalid_request'))
    await runJobs(office)
    expect(await rowOf(actingSessionId)).toMatchObject({ end_cause: 'api_key_revoked' })
  })

  test('a key that expires takes its tokens along', async () => {
    const { token } = await exchange(office, key.secret, customer)
    await office.owner.query('update api_keys set expires_at = now() where id = $1', [key.id])
    expect((await look(token)).status).toBe(401)
  })
})

describe('revoking (RFC 7009)', () => {
  test('whoever holds a token may give it up; the acting session ends as if left', async () => {
    const { token, actingSessionId } = await exchange(office, key.secret, customer)
    expect(await revoke(token)).toMatchObject({ status: 200, text: '' })
    expect(await look(token)).toMatchObject(refusedBy('acting_session'))
    expect(await rowOf(actingSessionId)).toMatchObject({ end_cause: 'left' })
  })

  test('it answers 200 also for what is no token or no longer one, and does nothing', async () => {
    const { token } = await exchange(office, key.secret, customer)
    for (const other of ['x', `pct_${'A'.repeat(43)}`, member.token, token.slice(0, -1)])
      expect((await revoke(other)).status).toBe(200)
    expect((await look(token)).status).toBe(200)
    expect((await revoke(token)).status).toBe(200)
    expect((await revoke(token)).status).toBe(200)
    const { rows } = await office.owner.query(
      `select from audit_events where operation = 'endActingSession' and actor_member_id = $1`,
      [member.memberId],
    )
    expect(rows).toHaveLength(1)
  })

  test('an API key is not revoked so: that is said, and the key goes on', async () => {
    expect(await revoke(key.secret)).toMatchObject(fault('unsupported_token_type'))
    expect((await ask()).status).toBe(200)
    expect(await sendForm(office, '/oauth/revoke', '')).toMatchObject(fault('invalid_request'))
  })
})

describe('introspection (RFC 7662)', () => {
  test('a live token says for whom it acts, who acts, and until when', async () => {
    const { token, actingSessionId } = await exchange(office, key.secret, customer)
    const answer = await introspect(token)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        active: true,
        token_type: 'Bearer',
        sub: customer.id,
        act: { sub: member.memberId, partner_id: partner.id },
        client_id: key.id,
        scope: 'acting:read customers:read orders:read',
        acting_session_id: actingSessionId,
        authorization_id: authorizationId,
      },
    })
    const { iat, exp } = answer.body as unknown as { iat: number; exp: number }
    expect(exp - iat).toBe(3600)
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(30)
  })

  test('asking is not using: a token idles out although somebody asks', async () => {
    const { token, actingSessionId } = await exchange(office, key.secret, customer)
    const set = `update acting_sessions set last_used_at = now() - interval '14 minutes' where id = $1`
    await office.owner.query(set, [actingSessionId])
    const before = await rowOf(actingSessionId)
    expect((await introspect(token)).body).toMatchObject({ active: true })
    await new Promise((done) => setTimeout(done, 100))
    expect(await rowOf(actingSessionId)).toEqual(before)
  })

  test('of another member’s token, and of what is none, nothing is said but that it is not active', async () => {
    const { token } = await exchange(office, key.secret, customer)
    const colleague = await office.member(partner, ['sales'])
    const other = await makeKey(office, colleague, held)
    expect((await introspect(token, other.secret)).text).toBe('{"active":false}')
    for (const none of ['x', key.secret, member.token, `pct_${'A'.repeat(43)}`])
      expect((await introspect(none)).text).toBe('{"active":false}')
    expect((await introspect(token)).body).toMatchObject({ active: true })
  })

  test('it takes a live key: nobody, a session, or the token itself learns nothing', async () => {
    const { token } = await exchange(office, key.secret, customer)
    const attempts = [{}, bearer('x'), bearer(token), bearer(member.token)]
    for (const headers of attempts) {
      const answer = await sendForm(office, '/oauth/introspect', { token }, headers)
      expect(answer).toMatchObject(fault('invalid_token', 401))
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    }
    const both = { ...bearer(), cookie: `__Host-procura=${member.token}` }
    expect(await sendForm(office, '/oauth/introspect', { token }, both)).toMatchObject(fault('invalid_request'))
  })
})

test('off this machine over plain http, no key and no token is taken', async () => {
  const { pool } = office
  const readable = { secret, outgoing, trustProxy: false as const, publicOrigin: null, plainHttpOffLoopback: true }
  const app = await buildApp({ ...readable, pool, log: pino({ level: 'silent' }), sandbox: false, checkAnswers: true })
  const plain = { ...office, app }
  const from = (host: string) => ({ host, ...bearer() })
  const readFrom = (host: string, remoteAddress: string) =>
    app.inject({ url: `/v1/customers/${customer.id}`, headers: from(host), remoteAddress })
  expect((await readFrom('procura.example', '192.0.2.1')).json()).toMatchObject({ code: 'sign_in_needs_tls' })
  expect((await readFrom('localhost', '192.0.2.1')).statusCode).toBe(403)
  expect((await readFrom('localhost', '127.0.0.1')).statusCode).toBe(200)
  const form = exchangeForm(key.secret, customer)
  for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke'])
    expect(await sendForm(plain, path, form, { host: 'procura.example' })).toMatchObject(fault('invalid_request'))
  expect((await sendForm(plain, '/oauth/token', form)).status).toBe(200)
  await app.close()
})

test('the metadata say where the endpoints are (RFC 8414), and the document describes each of them', async () => {
  const answer = await office.app.inject({ url: '/.well-known/oauth-authorization-server' })
  const found: Record<string, string> = answer.json()
  expect(found).toMatchObject({
    issuer: origin,
    grant_types_supported: ['urn:ietf:params:oauth:grant-type:token-exchange'],
    token_endpoint_auth_methods_supported: ['none'],
  })
  const document = (await office.app.inject({ url: '/openapi.json' })).json<{ paths: Record<string, object> }>()
  for (const name of ['token', 'introspection', 'revocation']) {
    const path = String(found[`${name}_endpoint`]).slice(origin.length)
    expect(document.paths[path]).toMatchObject({ post: { requestBody: expect.any(Object) } })
    expect((await sendForm(office, path, '')).status).toBe(name === 'introspection' ? 401 : 400)
    expect(await office.anyone('GET', path)).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  }
})
