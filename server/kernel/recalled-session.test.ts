import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'
import { lockNumber } from './lock-name.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

let seller: Person
let customerId: string
let place: (more?: object, headers?: Record<string, string>) => Promise<Answer>
beforeEach(async () => {
  const reseller = await office.partner('reseller')
  const customer = await office.customer(reseller)
  await office.authorize(customer, reseller)
  seller = await office.member(reseller, ['sales'])
  customerId = customer.id
  const acting = seller.acting(await startActing(seller, customer))
  const path = `/v1/customers/${customer.id}/orders`
  place = (more, headers) => acting('POST', path, { ...orderOf(1), ...more }, headers)
  await place()
})

async function countOrders(): Promise<number> {
  const { rowCount } = await office.owner.query('select from orders where customer_id = $1', [customerId])
  return rowCount ?? 0
}

test.each([
  ['has ended', 'ended_at = now()'],
  ['has run out', `expires_at = now() - interval '1 second'`],
  ['was left alone for too long', `last_used_at = now() - interval '3 hours'`],
])('nothing is ordered by a session that the server knows and that %s', async (_, change) => {
  await office.owner.query(`update sessions set ${change} where member_id = $1`, [seller.memberId])
  // Forgotten by the first: the second finds nothing to recall.
  for (const answer of [await place(), await place()])
    expect(answer).toMatchObject({ status: 401, body: { code: 'session_missing' } })
  // The one by which the server knows it.
  expect(await countOrders()).toBe(1)
})

const runOut = () =>
  office.owner.query(`update sessions set expires_at = now() - interval '1 second' where member_id = $1`, [
    seller.memberId,
  ])

test.each<[string, object, Record<string, string>]>([
  ['a body that cannot be read', { items: 1 }, {}],
  ['no Idempotency-Key that could be one', {}, { 'idempotency-key': ' ' }],
  ['an acting session that is none', {}, { 'acting-session': 'act' }],
  ['another member expected', {}, { 'expected-member': `mem_${'0'.repeat(26)}` }],
])('whose session is over is told that before %s is', async (_, more, headers) => {
  expect((await place(more, headers)).status).not.toBe(201)
  await runOut()
  expect(await place(more, headers)).toMatchObject({ status: 401, body: { code: 'session_missing' } })
})

test('whose session is over is told that where a lock does not come', async () => {
  await runOut()
  const holder = await office.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('select pg_advisory_xact_lock($1)', [lockNumber('turnstile', customerId)])
    expect(await place()).toMatchObject({ status: 401, body: { code: 'session_missing' } })
  } finally {
    await holder.query('rollback')
    holder.release()
  }
})

test('whose session is over is told that before what the gate has to say', async () => {
  await runOut()
  await office.owner.query(`update authorizations set state = 'revoked', ended_at = now() where customer_id = $1`, [
    customerId,
  ])
  expect(await place()).toMatchObject({ status: 401 })
})

test('a code is not tried for a session that has run out', async () => {
  await codeFor(office, seller, 'place_order', customerId)
  await runOut()

  expect((await place({ verificationCode: '000000' })).status).toBe(401)

  const { rows } = await office.owner.query<{ tries: number }>(
    'select tries from verification_codes where member_id = $1',
    [seller.memberId],
  )
  expect(rows).toEqual([{ tries: 0 }])
})

test('a factor that was shown since is known to an order, and so is that it was too long ago', async () => {
  await office.owner.query('update customers set code_above_minor = 1 where id = $1', [customerId])
  const stepUp = (until: string) =>
    office.owner.query(`update sessions set stepped_up_until = now() + $2::interval where member_id = $1`, [
      seller.memberId,
      until,
    ])
  const without = await place()
  await stepUp('5 minutes')
  const shown = await place()
  await stepUp('-1 second')
  expect([without, shown, await place()].map(({ status }) => status)).toEqual([403, 201, 403])
})

test('the use of a session that is recalled is noted', async () => {
  await office.owner.query(`update sessions set last_used_at = now() - interval '10 minutes' where member_id = $1`, [
    seller.memberId,
  ])
  expect((await place()).status).toBe(201)
  const isFresh = async () => {
    const { rows } = await office.owner.query<{ fresh: boolean }>(
      `select last_used_at > now() - interval '1 minute' as fresh from sessions where member_id = $1`,
      [seller.memberId],
    )
    return rows[0]?.fresh
  }
  await expect.poll(isFresh).toBe(true)
})
