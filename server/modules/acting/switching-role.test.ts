import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

/** What switching role promises, one line each: docs/security.md names the tests of all its lines. */
let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
let member: Person
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
  authorizationId = await office.authorize(customer, partner)
  member = await office.member(partner, ['sales'])
  id = await startActing(member, customer)
})

const change = (statement: string, of: string) => office.owner.query(statement, [of])
const look = (call: Call, of = customer) => call('GET', `/v1/customers/${of.id}`)
const leave = () => member.call('DELETE', `/v1/acting-sessions/${id}`)
const revoke = async () => {
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const path = `/v1/authorizations/${authorizationId}:revoke`
  return customer.owner.call('POST', path, { reason: 'Enough', verificationCode })
}
const withdraw = () => {
  const permission = { actOnBehalf: false, freeze: true, setBudgets: true, budgetQuota: null }
  return distributor.admin.call('PUT', `/v1/resellers/${partner.id}/permission`, permission)
}

type Ending = readonly [what: string, end: () => Promise<unknown>, wall: string]
const endings: readonly Ending[] = [
  ['switching back', leave, 'acting_session'],
  ['sixty minutes', () => change('update acting_sessions set expires_at = now() where id = $1', id), 'acting_session'],
  [
    'fifteen idle minutes',
    () => change(`update acting_sessions set last_used_at = now() - interval '15 minutes' where id = $1`, id),
    'acting_session',
  ],
  [
    'the end of the authorization’s time',
    () => change('update authorizations set valid_until = now() where id = $1', authorizationId),
    'authorization',
  ],
  ['revoke', revoke, 'authorization'],
  [
    'freeze of the partner',
    () => change('update partners set frozen_at = now() where id = $1', partner.id),
    'partner_frozen',
  ],
  [
    'the end of the association',
    () => change('update associations set ended_at = now() where customer_id = $1', customer.id),
    'association',
  ],
  ['withdrawal of the distributor’s permission', withdraw, 'distributor_permission'],
]
const refusedBy = (wall: string) => ({
  status: 403,
  body: { reasons: expect.arrayContaining([expect.objectContaining({ failed: wall })]) },
})

describe.each(endings)('by %s', (_, end, wall) => {
  test('acting ends at the very next request, for reading and for ordering', async () => {
    const call = member.acting(id)
    expect((await look(call)).status).toBe(200)
    await end()
    expect(await look(call)).toMatchObject(refusedBy(wall))
    const ordered = await call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
    expect(ordered).toMatchObject(refusedBy(wall))
  })

  test('nothing is ever done in the partner’s own name instead, though the member holds it there', async () => {
    const own = ['/v1/customers', '/v1/authorizations', '/v1/orders', `/v1/customers/${customer.id}/budget`]
    await end()
    for (const path of own) expect((await member.acting(id)('GET', path)).status).toBe(403)
    expect((await member.call('GET', '/v1/customers')).status).toBe(200)
  })

  test('switching back still works, and again', async () => {
    await end()
    expect((await leave()).status).toBe(204)
    expect((await member.acting(id)('DELETE', `/v1/acting-sessions/${id}`)).status).toBe(204)
  })
})

test('by signing out acting ends at the very next request', async () => {
  expect((await member.call('DELETE', '/v1/sessions/current')).status).toBe(204)
  expect((await look(member.acting(id))).status).toBe(401)
})

test('going straight from one customer to another is allowed, and each tab stays with its own', async () => {
  const other = await office.customer(partner)
  await office.authorize(other, partner)
  const there = await startActing(member, other)
  expect((await look(member.acting(there), other)).status).toBe(200)
  expect((await look(member.acting(id))).status).toBe(200)
  const write = await member.acting(id)('POST', `/v1/customers/${other.id}/orders`, orderOf(1))
  expect(write).toMatchObject({ status: 409, body: { code: 'acting_context_mismatch' } })
})
