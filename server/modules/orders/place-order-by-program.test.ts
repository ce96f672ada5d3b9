import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import { exchange, makeKey, programOf } from '#server/testing/program-keys.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10', hourly: '0.02' } })
  partner = await office.partner('solution_provider')
})
afterAll(() => office.close())

/** A customer with a grant, and a program of the partner's that may order for it. */
async function open() {
  const customer = await office.customer(partner, { budgetMinor: 100_000n })
  const authorizationId = await office.authorize(customer, partner)
  const member = await office.member(partner, ['sales'])
  const key = await makeKey(office, member, ['acting:start', 'orders:place'])
  const switchRole = async () => programOf(office, (await exchange(office, key.secret, customer)).token)
  return { customer, authorizationId, member, key, switchRole }
}
const ordersOf = ({ id }: CustomerScene) => `/v1/customers/${id}/orders`
const idempotent = { 'idempotency-key': 'batch-1' }

test('a program orders on behalf, and the order names the member, the authorization and the acting session', async () => {
  const { customer, authorizationId, member, key, switchRole } = await open()
  const placed = await (await switchRole())('POST', ordersOf(customer), orderOf(1))
  expect(placed).toMatchObject({
    status: 201,
    body: { source: 'partner', placedBy: { memberId: member.memberId, partnerId: partner.id, authorizationId } },
  })
  const { rows } = await office.owner.query(
    `select api_key_id, acting_session_id from audit_events where operation = 'placeOrder' and customer_id = $1`,
    [customer.id],
  )
  expect(rows).toEqual([{ api_key_id: key.id, acting_session_id: expect.stringMatching(/^act_/) }])
})

test('a retry under the next token gives the first answer: the idempotency key belongs to the API key', async () => {
  const { customer, member, switchRole } = await open()
  const first = await (await switchRole())('POST', ordersOf(customer), orderOf(1), idempotent)
  const again = await (await switchRole())('POST', ordersOf(customer), orderOf(1), idempotent)
  expect(again.text).toBe(first.text)
  expect(again.headers['idempotency-replayed']).toBe('true')

  const other = await makeKey(office, member, ['acting:start', 'orders:place'])
  const { token } = await exchange(office, other.secret, customer)
  const byOther = await programOf(office, token)('POST', ordersOf(customer), orderOf(1), idempotent)
  const tab = member.acting(await startActing(member, customer))
  const byMember = await tab('POST', ordersOf(customer), orderOf(1), idempotent)
  expect([byOther.status, byMember.status]).toEqual([201, 201])
  expect(new Set([first, byOther, byMember].map(({ body }) => body.id)).size).toBe(3)
})

test('once a revoke was answered no program orders, and a retry of what was ordered says so', async () => {
  const { customer, authorizationId, switchRole } = await open()
  const program = await switchRole()
  expect((await program('POST', ordersOf(customer), orderOf(1), idempotent)).status).toBe(201)
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const path = `/v1/authorizations/${authorizationId}:revoke`
  expect((await customer.owner.call('POST', path, { reason: 'Enough', verificationCode })).status).toBe(200)
  for (const headers of [idempotent, {}])
    expect((await program('POST', ordersOf(customer), orderOf(1), headers)).status).toBe(403)
})
