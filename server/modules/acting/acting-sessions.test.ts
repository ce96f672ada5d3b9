import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
let authorizationId: string

beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner)
  authorizationId = await office.authorize(customer, partner)
})

const sessionsOf = ({ id }: CustomerScene) => `/v1/customers/${id}/acting-sessions`
const start = (by: Person = partner.admin, of = customer) => by.call('POST', sessionsOf(of), { reason: 'Ticket 4711' })
const leave = (id: string, by: Person = partner.admin) => by.call('DELETE', `/v1/acting-sessions/${id}`)
/** A read in the customer's account, in the tab of the acting session. */
const look = (id: string, by: Person = partner.admin, of = customer) => by.acting(id)('GET', sessionsOf(of))
const over = (reason: string) => ({
  status: 403,
  body: { reasons: expect.arrayContaining([expect.objectContaining({ failed: reason })]) },
})
const rowOf = async (id: string) => {
  const found = await office.owner.query('select ended_at, end_cause from acting_sessions where id = $1', [id])
  return found.rows[0] as { ended_at: Date | null; end_cause: string | null }
}

test('a member switches role, acts for an hour at most, and both sides see who acts', async () => {
  const started = await start()
  expect(started).toMatchObject({
    status: 201,
    body: {
      customerId: customer.id,
      customerName: customer.name,
      partnerId: partner.id,
      partnerName: partner.name,
      memberId: partner.admin.memberId,
      authorizationId,
      reason: 'Ticket 4711',
      endedAt: null,
    },
  })
  const { startedAt, expiresAt } = started.body
  expect(Date.parse(String(expiresAt)) - Date.parse(String(startedAt))).toBe(3_600_000)
  expect((await look(started.body.id)).body.items).toEqual([started.body])
  expect((await customer.owner.call('GET', `${sessionsOf(customer)}?live=true`)).body.items).toEqual([started.body])
  expect((await customer.owner.call('GET', `${sessionsOf(customer)}?live=false`)).body.items).toEqual([])
  const logged = await office.owner.query(
    `select reason, subjects from audit_events where operation = 'startActingSession' and customer_id = $1`,
    [customer.id],
  )
  expect(logged.rows).toEqual([{ reason: 'Ticket 4711', subjects: [customer.id, started.body.id, authorizationId] }])
})

test('an acting session ends with the authorization it stands on', async () => {
  const validUntil = new Date(Date.now() + 600_000)
  await office.owner.query('update authorizations set valid_until = $1 where id = $2', [validUntil, authorizationId])
  expect((await start()).body.expiresAt).toBe(validUntil.toISOString())
})

test('switching takes a reason, a role that sells and an authorization, and says which is missing', async () => {
  expect((await partner.admin.call('POST', sessionsOf(customer), {})).status).toBe(400)
  expect((await partner.admin.call('POST', sessionsOf(customer), { reason: '  ' })).status).toBe(400)
  expect(await start(await office.member(partner, ['viewer']))).toMatchObject(over('role'))
  expect(await start(partner.admin, await office.customer(partner))).toMatchObject(over('authorization'))
  expect((await start(await office.member(partner, ['sales']))).status).toBe(201)
})

test.each(['pending', 'revoked', 'expired', 'ended'])(
  'nobody acts under an authorization that is %s',
  async (state) => {
    await office.owner.query('update authorizations set state = $1 where id = $2', [state, authorizationId])
    expect(await start()).toMatchObject(over('authorization'))
  },
)

test('an authorization works only inside its own period', async () => {
  const move = (set: string) => office.owner.query(`update authorizations set ${set} where id = $1`, [authorizationId])
  await move(`valid_from = now() + interval '1 day'`)
  expect(await start()).toMatchObject(over('authorization'))
  await move(`valid_from = now() - interval '2 days', valid_until = now() - interval '1 second'`)
  expect(await start()).toMatchObject(over('authorization'))
})

test('a distributor acts under an authorization of its own, never under its reseller’s', async () => {
  expect(await start(distributor.admin)).toMatchObject(over('authorization'))
  const own = await office.authorize(customer, distributor)
  expect(await start(distributor.admin)).toMatchObject({ status: 201, body: { authorizationId: own } })
})

test('the id is worth nothing to another member, another partner, or the same member’s other session', async () => {
  const { id } = (await start()).body
  const colleague = await office.member(partner, ['admin'])
  const stranger = await office.partner('solution_provider')
  expect((await look(id)).status).toBe(200)
  for (const other of [colleague, stranger.admin, customer.owner, distributor.admin])
    expect(await look(id, other)).toMatchObject({ status: 403, body: { code: 'acting_session_over' } })
  await office.owner.query(`update acting_sessions set session_id = 'ses_other' where id = $1`, [id])
  expect(await look(id)).toMatchObject(over('acting_session'))
})

test('switching again takes the place of the session before, also when it is done four times at once', async () => {
  const first = (await start()).body.id
  const second = (await start()).body.id
  expect(await rowOf(first)).toMatchObject({ end_cause: 'replaced' })
  expect(await look(first)).toMatchObject(over('acting_session'))
  expect((await look(second)).status).toBe(200)

  const answers = await Promise.all(Array.from({ length: 4 }, () => start()))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  const live = await partner.admin.call('GET', `${sessionsOf(customer)}?live=true`)
  expect(live.body.items).toHaveLength(1)
})

test('two customers are open in two tabs and never mix: another customer’s path is a mismatch, existing or not', async () => {
  const other = await office.customer(partner)
  await office.authorize(other, partner)
  const here = (await start()).body.id
  const there = (await start(partner.admin, other)).body.id
  expect((await look(here)).status).toBe(200)
  expect((await look(there, partner.admin, other)).status).toBe(200)

  const mismatch = { status: 409, body: { code: 'acting_context_mismatch' } }
  const missing = { ...customer, id: `cus_${'0'.repeat(26)}` }
  expect(await look(here, partner.admin, other)).toMatchObject(mismatch)
  expect(await look(here, partner.admin, missing)).toMatchObject(mismatch)
})

test('while acting nobody switches again, asks for authorization, or works on the partner’s own', async () => {
  const act = partner.admin.acting((await start()).body.id)
  const refused = over('not_while_acting')
  expect(await act('POST', sessionsOf(customer), { reason: 'Deeper' })).toMatchObject(refused)
  expect(await act('GET', '/v1/authorizations')).toMatchObject(refused)
  const wish = { message: 'More', scope: { actions: ['view_orders'] }, commitmentLetterAccepted: true }
  expect(await act('POST', `/v1/customers/${customer.id}/authorizations`, wish)).toMatchObject(refused)
})

test('revoking ends every session under the authorization, at the very next request and for good', async () => {
  const { id } = (await start()).body
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const path = `/v1/authorizations/${authorizationId}:revoke`
  expect((await customer.owner.call('POST', path, { reason: 'Enough', verificationCode })).status).toBe(200)
  expect(await look(id)).toMatchObject(over('authorization'))
  await runJobs(office)
  expect(await rowOf(id)).toMatchObject({ end_cause: 'authorization_revoked' })
  expect(await look(id)).toMatchObject(over('acting_session'))
  expect((await leave(id)).status).toBe(204)
})

test('a distributor sees how many sessions of a reseller are live before it withdraws what they stand on', async () => {
  const count = (by = distributor) => by.admin.call('GET', `/v1/resellers/${partner.id}/acting-sessions:count`)
  const other = await office.customer(partner)
  await office.authorize(other, partner)
  const here = (await start()).body.id
  await start(partner.admin, other)
  await start(await office.member(partner, ['sales']))
  expect(await count()).toMatchObject({ status: 200, body: { live: 3 } })
  await leave(here)
  expect(await count()).toMatchObject({ body: { live: 2 } })

  const permission = { actOnBehalf: false, freeze: true, setBudgets: true, budgetQuota: null }
  await distributor.admin.call('PUT', `/v1/resellers/${partner.id}/permission`, permission)
  await runJobs(office)
  expect(await count()).toMatchObject({ body: { live: 0 } })

  expect(await count(await office.partner('distributor'))).toMatchObject({ status: 404 })
  expect(await count(partner)).toMatchObject({ status: 404 })
})

const endings: readonly [what: string, set: () => Promise<unknown>, wall: string][] = [
  [
    'the distributor withdraws its permission',
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
    'the association ends',
    () => office.owner.query('update associations set ended_at = now() where customer_id = $1', [customer.id]),
    'association',
  ],
  [
    'the customer closes',
    () => office.owner.query('update customers set closed_at = now() where id = $1', [customer.id]),
    'customer_closed',
  ],
  [
    'the member is demoted',
    () => office.owner.query(`update members set roles = '{viewer}' where id = $1`, [partner.admin.memberId]),
    'role',
  ],
]
test.each(endings)(
  'when %s, acting is over at the very next request, and leaving still works',
  async (_what, set, wall) => {
    const { id } = (await start()).body
    expect((await look(id)).status).toBe(200)
    await set()
    expect(await look(id)).toMatchObject(over(wall))
    expect((await leave(id)).status).toBe(204)
  },
)

test('a permission that is withdrawn and given back does not bring a session back', async () => {
  const { id } = (await start()).body
  const allow = (may: boolean) =>
    office.owner.query('update distributor_permissions set act_on_behalf = $1 where partner_id = $2', [may, partner.id])
  await allow(false)
  await office.pool.query(`select procura.enqueue('permission.changed', $1, null, null, 25, null)`, [
    JSON.stringify({ channelId: partner.channelId, partnerId: partner.id }),
  ])
  await runJobs(office)
  await allow(true)
  expect(await rowOf(id)).toMatchObject({ end_cause: 'permission_withdrawn' })
  expect(await look(id)).toMatchObject(over('acting_session'))
})

test('signing out ends what was opened in that session', async () => {
  const sales = await office.member(partner, ['sales'])
  const { id } = (await start(sales)).body
  await sales.call('DELETE', '/v1/sessions/current')
  expect((await look(id, sales)).status).toBe(401)
  await runJobs(office)
  expect(await rowOf(id)).toMatchObject({ end_cause: 'signed_out' })
})

test.each([
  ['fifteen minutes unused', `last_used_at = now() - interval '15 minutes'`],
  ['sixty minutes old', `expires_at = now()`],
])('a session %s is over, and a sweep writes it down', async (_name, set) => {
  const { id } = (await start()).body
  await office.owner.query(`update acting_sessions set ${set} where id = $1`, [id])
  expect(await look(id)).toMatchObject(over('acting_session'))
  const seen = await customer.owner.call('GET', `${sessionsOf(customer)}?live=false`)
  expect(seen.body.items).toMatchObject([{ id, endCause: 'expired', endedAt: expect.any(String) }])
  await runJobs(office, ['sweepActingSessions'])
  expect(await rowOf(id)).toMatchObject({ end_cause: 'expired', ended_at: expect.any(Date) })
})

test('use keeps a session from idling out, and is written at most once a minute', async () => {
  const { id } = (await start()).body
  const usedAt = async () => {
    const found = await office.owner.query('select last_used_at from acting_sessions where id = $1', [id])
    return (found.rows[0] as { last_used_at: Date }).last_used_at.getTime()
  }
  const before = await usedAt()
  await look(id)
  await new Promise((done) => setTimeout(done, 100))
  expect(await usedAt()).toBe(before)
  await office.owner.query(`update acting_sessions set last_used_at = now() - interval '14 minutes' where id = $1`, [
    id,
  ])
  await look(id)
  await expect.poll(async () => Date.now() - (await usedAt())).toBeLessThan(60_000)
})
