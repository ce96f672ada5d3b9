import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { collidingKey } from '#server/testing/colliding-key.ts'
import { queueBehind } from '#server/testing/in-turn.ts'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import { lockNumber } from './lock-name.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

test('a name of one kind is none of another, and its parts do not run together', () => {
  const numbers = [
    lockNumber('turnstile', 'cus_1'),
    lockNumber('codes', 'cus_1'),
    lockNumber('idempotency key', 'mem_1', 'cus_1'),
    lockNumber('idempotency key', 'mem_1 cus_1'),
    lockNumber('idempotency key', 'mem_1 ', 'cus_1'),
  ]
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(lockNumber('turnstile', 'cus_1')).toBe(numbers[0])
})

test('an Idempotency-Key that PostgreSQL’s own hash takes for a customer does not hold off its revoke', async () => {
  const partner = await office.partner('solution_provider')
  const customer = await office.customer(partner)
  const authorizationId = await office.authorize(customer, partner)
  const stranger = await office.customer(await office.partner('solution_provider'))
  const key = await keyThatCollides(stranger.owner.memberId, stranger, customer.id)
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const byStranger = { by: 'select from customers where id = $1 for update', values: [stranger.id] }
  const orders = `/v1/customers/${stranger.id}/orders`
  const path = `/v1/authorizations/${authorizationId}:revoke`

  const order = () => stranger.owner.call('POST', orders, orderOf(1), { 'idempotency-key': key })
  const revoke = () => customer.owner.call('POST', path, { reason: 'No longer wanted', verificationCode })
  const { answers, done: revoked } = await queueBehind(office, byStranger, [order], revoke)

  const placed = await Promise.all(answers)
  expect([revoked?.status, placed.map(({ status }) => status)]).toEqual([200, [201]])
})

test('whoever cannot see a customer or a reseller neither waits for those in its turnstile nor keeps them waiting', async () => {
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  const { admin } = await office.partner('distributor')
  const permission = { actOnBehalf: false, freeze: false, setBudgets: false, budgetQuota: null }
  const tried = [
    { id: customer.id, send: () => admin.call('PUT', `/v1/customers/${customer.id}/tags`, { tags: ['mine'] }) },
    { id: reseller.id, send: () => admin.call('PUT', `/v1/resellers/${reseller.id}/permission`, permission) },
  ]
  for (const { id, send } of tried) {
    const passing = { by: 'select pg_advisory_xact_lock_shared($1)', values: [lockNumber('turnstile', id)] }
    const { done } = await queueBehind(office, passing, [], send)
    expect(done).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
})

/** A key for an order of somebody's own, whose name has the hash of another's id. */
async function keyThatCollides(memberId: string, { id, channelId }: { id: string; channelId: string }, other: string) {
  const start = `${channelId} ${memberId} placeOrder ${id} `
  const hashOf = async (text: string) => {
    const { rows } = await office.owner.query<{ hash: string }>('select hashtextextended($1, 0) as hash', [text])
    return BigInt(rows[0]?.hash ?? '')
  }
  const hash = await hashOf(other)
  const key = collidingKey(start, hash)
  expect(await hashOf(start + key)).toBe(hash)
  return key
}
