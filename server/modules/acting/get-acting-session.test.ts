import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Call } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
let authorizationId: string
let id: string

beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner)
  authorizationId = await office.authorize(customer, partner, {
    serviceFamilies: ['compute'],
    maxMonthMinor: 5000n,
    maxOrders: 3n,
  })
  id = await startActing(partner.admin, customer)
})

const get = (call: Call, session = id) => call('GET', `/v1/acting-sessions/${session}`)
const without = ({ status, body }: Answer) => ({ status, body: { ...body, requestId: '', asOf: '' } })
const move = (set: string) => office.owner.query(`update acting_sessions set ${set} where id = $1`, [id])
const times = async () => {
  const found = await office.owner.query<{ expires_at: Date; last_used_at: Date }>(
    'select expires_at, last_used_at from acting_sessions where id = $1',
    [id],
  )
  const { expires_at: expiresAt, last_used_at: lastUsedAt } = found.rows[0] ?? {}
  return { expiresAt, lastUsedAt }
}
const expired = (endedAt: Date | undefined) => ({
  status: 200,
  body: { id, endCause: 'expired', endedAt: endedAt?.toISOString() },
})

test('it says who acts for whom, what the authorization allows, what is left of it, and when it idles out', async () => {
  const { lastUsedAt } = await times()
  const answer = await get(partner.admin.call)
  expect(answer).toMatchObject({
    status: 200,
    body: {
      id,
      customerName: customer.name,
      partnerName: partner.name,
      memberId: partner.admin.memberId,
      reason: 'Ticket 4711',
      endedAt: null,
      endCause: null,
      idleExpiresAt: new Date((lastUsedAt?.getTime() ?? 0) + 900_000).toISOString(),
      scope: { serviceFamilies: ['compute'], maxMonthAmount: { amount: '50.00', currency: 'USD' }, maxOrders: 3 },
      remaining: { monthAmount: '50.00', orders: 3 },
      approvalMode: 'automatic',
    },
  })

  const order = { items: [itemOf('small')], quotedTotal: { amount: '10.00', currency: 'USD' }, payment: 'now' }
  const placed = await partner.admin.acting(id)('POST', `/v1/customers/${customer.id}/orders`, order)
  expect(placed.status).toBe(201)
  expect((await get(partner.admin.call)).body['remaining']).toEqual({ monthAmount: '40.00', orders: 2 })
})

test('reading it is not using it, also when it is asked for in its own tab', async () => {
  await move(`last_used_at = now() - interval '10 minutes'`)
  const { lastUsedAt } = await times()
  expect((await get(partner.admin.call)).status).toBe(200)
  expect((await get(partner.admin.acting(id))).status).toBe(200)
  // Where a use is noted, it is noted beside the request: a moment for it to come.
  await new Promise((done) => setTimeout(done, 300))
  expect((await times()).lastUsedAt).toEqual(lastUsedAt)
  const used = await partner.admin.acting(id)('GET', `/v1/customers/${customer.id}`)
  expect(used.status).toBe(200)
  await expect.poll(async () => (await times()).lastUsedAt).not.toEqual(lastUsedAt)
})

test('it says by the clock that ends it when it was asked, whatever the time is where it is read', async () => {
  const clock = () => office.owner.query<{ at: Date }>('select clock_timestamp() + shift as at from clock')
  const before = (await clock()).rows[0]?.at
  const { body } = await get(partner.admin.call)
  const after = (await clock()).rows[0]?.at
  const asOf = new Date(String(body['asOf'])).getTime()
  expect(asOf).toBeGreaterThanOrEqual(before?.getTime() ?? Infinity)
  expect(asOf).toBeLessThanOrEqual(after?.getTime() ?? 0)
})

test('it never lasts longer than the hour, however lately it was used', async () => {
  await move(`expires_at = now() + interval '5 minutes'`)
  const { expiresAt } = await times()
  expect((await get(partner.admin.call)).body).toMatchObject({ idleExpiresAt: expiresAt?.toISOString(), endedAt: null })
})

test.each([
  ['fifteen minutes unused', `last_used_at = now() - interval '20 minutes'`],
  ['past its hour', `expires_at = now() - interval '1 minute'`],
])('one that is %s has ended as expired, before a sweep and after it, also in its own tab', async (_what, set) => {
  await move(set)
  const { expiresAt, lastUsedAt } = await times()
  const idleOut = new Date((lastUsedAt?.getTime() ?? 0) + 900_000)
  const over = expired(expiresAt && expiresAt < idleOut ? expiresAt : idleOut)
  expect(await get(partner.admin.call)).toMatchObject(over)
  expect(await get(partner.admin.acting(id))).toMatchObject(over)
  await runJobs(office, ['sweepActingSessions'])
  expect(await get(partner.admin.call)).toMatchObject(over)
})

test('after a revoke it has ended by it at once, before any job has written that down, and nothing is left', async () => {
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const path = `/v1/authorizations/${authorizationId}:revoke`
  const revoked = await customer.owner.call('POST', path, { reason: 'Enough', verificationCode })
  expect(revoked.status).toBe(200)
  const over = { endCause: 'authorization_revoked', endedAt: revoked.body['endedAt'], remaining: null }
  expect((await get(partner.admin.acting(id))).body).toMatchObject(over)
  const live = (is: boolean) => customer.owner.call('GET', `/v1/customers/${customer.id}/acting-sessions?live=${is}`)
  expect((await live(true)).body.items).toEqual([])
  expect((await live(false)).body.items).toMatchObject([{ id, endCause: 'authorization_revoked' }])
  await runJobs(office)
  expect((await get(partner.admin.call)).body).toMatchObject({ endCause: 'authorization_revoked' })
})

test('one that was left says so', async () => {
  expect((await partner.admin.call('DELETE', `/v1/acting-sessions/${id}`)).status).toBe(204)
  expect((await get(partner.admin.call)).body).toMatchObject({ endCause: 'left', endedAt: expect.any(String) })
})

test('both sides see it, and to everybody else it is as one that there never was', async () => {
  const viewer = await office.member(customer, ['viewer'])
  const colleague = await office.member(partner, ['finance'])
  for (const { call } of [customer.owner, viewer, colleague])
    expect(without(await get(call))).toEqual(without(await get(partner.admin.call)))

  const neighbour = await office.customer(partner)
  const sibling = await office.partner('reseller', distributor)
  const stranger = await office.partner('solution_provider')
  for (const { call } of [neighbour.owner, sibling.admin, stranger.admin, distributor.admin]) {
    const missing = await get(call, `act_${'0'.repeat(26)}`)
    expect(missing.status).toBe(404)
    expect(without(await get(call))).toEqual(without(missing))
  }
})

test('who is only account manager sees their own, and those at the customers assigned to them', async () => {
  const manager = await office.member(partner, ['account_manager'])
  expect((await get(manager.call)).status).toBe(404)
  await office.owner.query('update customers set account_manager_id = $1 where id = $2', [
    manager.memberId,
    customer.id,
  ])
  expect((await get(manager.call)).status).toBe(200)
  const own = await startActing(manager, customer)
  await office.owner.query('update customers set account_manager_id = null where id = $1', [customer.id])
  expect((await get(manager.call)).status).toBe(404)
  expect(await get(manager.call, own)).toMatchObject({ status: 200, body: { memberId: manager.memberId } })
})
