import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashOfToken } from '#kernel/tokens.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { origin } from '#server/testing/person.ts'
import type { Person } from '#server/testing/person.ts'
import { exchange, exchangeForm, makeKey, programOf, sendForm } from '#server/testing/program-keys.ts'
import type { MadeKey } from '#server/testing/program-keys.ts'
import { startActing } from '#server/testing/scene.ts'

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

const ask = (more: Record<string, string> = {}, secret = key.secret, of = customer) =>
  sendForm(office, '/oauth/token', { ...exchangeForm(secret, of), ...more })
const bearer = (secret = key.secret) => ({ authorization: `Bearer ${secret}` })
/** A read in the customer's account. */
const look = (token: string, of = customer) => programOf(office, token)('GET', `/v1/customers/${of.id}`)
const refusedBy = (failed: string) => ({
  status: 403,
  body: { reasons: expect.arrayContaining([expect.objectContaining({ failed })]) },
})
const fault = (error: string, status = 400) => ({ status, body: { error, error_description: expect.any(String) } })

describe('exchanging a key for a token (RFC 8693)', () => {
  test('a program switches role, acts for an hour at most, and the customer sees who acts and why', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body: {
        access_token: expect.stringMatching(/^pct_[A-Za-z0-9_-]{43}$/),
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: 3600,
        // Listing customers is the partner's own business, and switching role is done already.
        scope: 'acting:read customers:read orders:read',
      },
    })
    expect((await look(String(answer.body['access_token']))).status).toBe(200)
    const seen = await customer.owner.call('GET', `/v1/customers/${customer.id}/acting-sessions?live=true`)
    expect(seen.body.items).toMatchObject([
      { id: answer.body['acting_session_id'], memberId: member.memberId, authorizationId, reason: 'Ticket 4711' },
    ])
    const log = await customer.owner.call('GET', '/v1/audit-events?operation=startActingSession')
    expect(log.body.items).toMatchObject([
      { result: 'done', reason: 'Ticket 4711', actor: { memberId: member.memberId, apiKeyId: key.id } },
    ])
  })

  test('at rest there is the hash of the token and nowhere the token itself', async () => {
    const { token, actingSessionId } = await exchange(office, key.secret, customer)
    const { rows } = await office.owner.query('select * from acting_tokens where acting_session_id = $1', [
      actingSessionId,
    ])
    expect(rows).toMatchObject([{ token_hash: hashOfToken(token), api_key_id: key.id }])
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('every act by the token names customer, member, authorization, acting session and key', async () => {
    const able = await makeKey(office, member, ['acting:start', 'feedback:send'])
    const { token, actingSessionId } = await exchange(office, able.secret, customer)
    const sent = await programOf(office, token)('POST', '/v1/feedback', { page: '/orders', text: 'Well done' })
    expect(sent.status).toBe(202)
    const { rows } = await office.owner.query(`select * from audit_events where operation = 'sendFeedback'`)
    expect(rows).toMatchObject([
      {
        customer_id: customer.id,
        actor_member_id: member.memberId,
        actor_partner_id: partner.id,
        authorization_id: authorizationId,
        acting_session_id: actingSessionId,
        api_key_id: able.id,
      },
    ])
  })

  test('a scope narrows the token, and never widens it beyond the key or what a delegate may', async () => {
    const narrowed = await ask({ scope: 'customers:read' })
    expect(narrowed).toMatchObject({ status: 200, body: { scope: 'customers:read' } })
    const program = programOf(office, String(narrowed.body['access_token']))
    expect((await program('GET', `/v1/customers/${customer.id}`)).status).toBe(200)
    const orders = await program('GET', `/v1/customers/${customer.id}/orders`)
    expect(orders).toMatchObject(refusedBy('api_key_scope'))
    for (const scope of ['orders:place', 'customers:list', 'nonsense', 'customers:read  orders:read'])
      expect(await ask({ scope })).toMatchObject(fault('invalid_scope'))
  })

  test('a token is for one customer: another one’s address is a mismatch, existing or not', async () => {
    const other = await office.customer(partner)
    await office.authorize(other, partner)
    const { token } = await exchange(office, key.secret, customer)
    const there = await exchange(office, key.secret, other)
    expect((await look(token)).status).toBe(200)
    expect((await look(there.token, other)).status).toBe(200)
    const mismatch = { status: 409, body: { code: 'acting_context_mismatch' } }
    expect(await look(token, other)).toMatchObject(mismatch)
    expect(await look(token, { ...customer, id: `cus_${'0'.repeat(26)}` })).toMatchObject(mismatch)
  })

  test('a token never does the partner’s own business, nor asks or leaves in another acting session', async () => {
    const other = await office.customer(partner)
    await office.authorize(other, partner)
    const able = await makeKey(office, member, ['acting:start', 'acting:read', 'customers:list', 'audit:read'])
    const there = await exchange(office, able.secret, other)
    const { token, actingSessionId } = await exchange(office, able.secret, customer)
    const program = programOf(office, token)
    for (const path of ['/v1/customers', '/v1/audit-events'])
      expect(await program('GET', path)).toMatchObject(refusedBy('not_while_acting'))
    expect((await program('GET', `/v1/acting-sessions/${there.actingSessionId}`)).status).toBe(404)
    expect((await program('DELETE', `/v1/acting-sessions/${there.actingSessionId}`)).status).toBe(404)
    expect((await look(there.token, other)).status).toBe(403)
    expect((await program('GET', `/v1/acting-sessions/${actingSessionId}`)).status).toBe(200)
    expect((await program('DELETE', `/v1/acting-sessions/${actingSessionId}`)).status).toBe(204)
    expect((await programOf(office, able.secret)('GET', '/v1/customers')).status).toBe(200)
  })

  test('a key without the token does not act, nor does a tab’s acting session by its id', async () => {
    const { actingSessionId } = await exchange(office, key.secret, customer)
    const tab = await startActing(partner.admin, customer)
    for (const id of [actingSessionId, tab]) {
      const named = { 'acting-session': id }
      const answer = await programOf(office, key.secret)('GET', `/v1/customers/${customer.id}`, undefined, named)
      expect(answer).toMatchObject(refusedBy('acting_session'))
      expect((await member.acting(id)('GET', `/v1/customers/${customer.id}`)).status).toBe(403)
    }
    expect((await partner.admin.acting(tab)('GET', `/v1/customers/${customer.id}`)).status).toBe(200)
  })

  test('one live acting session per member and customer, by program or by tab', async () => {
    const first = await exchange(office, key.secret, customer)
    const second = await exchange(office, key.secret, customer)
    expect(await look(first.token)).toMatchObject(refusedBy('acting_session'))
    expect((await look(second.token)).status).toBe(200)
    const tab = await startActing(member, customer)
    expect(await look(second.token)).toMatchObject(refusedBy('acting_session'))
    const third = await exchange(office, key.secret, customer)
    expect((await member.acting(tab)('GET', `/v1/customers/${customer.id}`)).status).toBe(403)
    expect((await look(third.token)).status).toBe(200)
  })

  test('a token ends with its key, at the latest', async () => {
    await office.owner.query(`update api_keys set expires_at = now() + interval '10 minutes' where id = $1`, [key.id])
    const answer = await ask()
    expect(Number(answer.body['expires_in'])).toBeLessThanOrEqual(600)
    expect(Number(answer.body['expires_in'])).toBeGreaterThan(590)
  })
})

describe('what the token endpoint refuses (RFC 6749, section 5.2)', () => {
  test('a token is no subject token, nor is a session’s, a stranger’s text or a key that is over', async () => {
    const { token } = await exchange(office, key.secret, customer)
    const over = await makeKey(office, member, held)
    await member.call('DELETE', `/v1/api-keys/${over.id}`)
    for (const subject of [token, member.token, 'x', `pck_${'A'.repeat(43)}`, over.secret])
      expect(await ask({ subject_token: subject })).toMatchObject(fault('invalid_request'))
    expect((await ask()).status).toBe(200)
  })

  test.each([
    ['another grant type', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['a refresh', { grant_type: 'refresh_token' }, 'unsupported_grant_type'],
    ['no grant type', { grant_type: '' }, 'invalid_request'],
    ['another kind of subject', { subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' }, 'invalid_request'],
    ['another kind of token', { requested_token_type: 'urn:ietf:params:oauth:token-type:jwt' }, 'invalid_request'],
    ['no reason', { reason: ' ' }, 'invalid_request'],
    ['an actor token', { actor_token: 'x', actor_token_type: 'y' }, 'invalid_request'],
    ['an audience', { audience: 'someone' }, 'invalid_request'],
    ['no resource', { resource: '' }, 'invalid_request'],
    ['a resource that is no customer', { resource: `${origin}/v1/customers` }, 'invalid_target'],
    ['a customer that nobody has', { resource: `${origin}/v1/customers/cus_${'0'.repeat(26)}` }, 'invalid_target'],
  ])('%s is refused', async (_, more, error) => {
    expect(await ask(more)).toMatchObject(fault(error))
    expect((await ask({ unknown: 'is set aside' })).status).toBe(200)
  })

  test('the customer is one of this server, at this server’s own address', async () => {
    const { resource } = exchangeForm(key.secret, customer)
    for (const elsewhere of [
      resource.replace(origin, 'https://evil.example'),
      resource.replace(origin, `${origin}:8080`),
      resource.replace('//', '//localhost@evil.example/'),
      `${resource}/orders`,
      `${resource}?x=1`,
      `${resource}#x`,
    ])
      expect(await ask({ resource: elsewhere })).toMatchObject(fault('invalid_target'))
    expect((await ask({ resource })).status).toBe(200)
  })

  test('a parameter that is repeated, or stands in the address, is refused', async () => {
    const right = new URLSearchParams(exchangeForm(key.secret, customer)).toString()
    for (const more of ['&reason=Other', '&subject_token=x', '&unknown=1&unknown=2'])
      expect(await sendForm(office, '/oauth/token', right + more)).toMatchObject(fault('invalid_request'))
    expect(await sendForm(office, `/oauth/token?${right}`, '')).toMatchObject(fault('invalid_request'))
    expect(await sendForm(office, '/oauth/token?x', right)).toMatchObject(fault('invalid_request'))
    expect((await sendForm(office, '/oauth/token', right)).status).toBe(200)
  })

  test('it takes a form and one credential', async () => {
    const right = exchangeForm(key.secret, customer)
    const json = { 'content-type': 'application/json' }
    expect(await sendForm(office, '/oauth/token', JSON.stringify(right), json)).toMatchObject(
      fault('invalid_request', 415),
    )
    const cookie = { cookie: `__Host-procura=${member.token}` }
    for (const headers of [bearer(), cookie, { authorization: 'Basic eDp5' }])
      expect(await sendForm(office, '/oauth/token', right, headers)).toMatchObject(fault('invalid_request'))
    expect((await ask()).status).toBe(200)
  })

  test('who may not switch role gets no token, and is told which wall it was', async () => {
    const reader = await makeKey(office, member, ['customers:list'])
    expect(await ask({}, reader.secret)).toMatchObject({
      ...fault('unauthorized_client'),
      body: { reasons: [{ failed: 'api_key_scope' }] },
    })
    const unasked = await office.customer(partner)
    expect(await ask({}, key.secret, unasked)).toMatchObject({
      ...fault('invalid_target'),
      body: { error_description: 'Not allowed: authorization', reasons: [{ failed: 'authorization' }] },
    })
    const stranger = await office.customer(await office.partner('solution_provider'))
    expect(await ask({}, key.secret, stranger)).toMatchObject(fault('invalid_target'))
    const own = await makeKey(office, customer.owner, ['orders:read'])
    expect(await ask({}, own.secret)).toMatchObject(fault('unauthorized_client'))
  })
})
