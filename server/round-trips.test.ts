import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type pg from 'pg'
import { insertCatalog } from './testing/catalog.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { openOnBehalf, orderOf } from './testing/orders.ts'
import type { OnBehalf } from './testing/orders.ts'
import { exchange, makeKey, programOf } from './testing/program-keys.ts'

/** The gate with what the handler reads, and the writes with COMMIT; whose a program's token is is asked before. */
const tripsOfAnOrder = { 'in their own name': 2, 'in an acting session': 2, 'by a token': 3 }
/** What was committed is told to who watches and to the queue, once it was; the answer does not wait for that. */
const tripsOfItsNews = 1
const quietMs = 150

let office: Office
let deal: OnBehalf
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  deal = await openOnBehalf(office, await office.partner('solution_provider'), {}, 100_000_000n)
})
afterAll(() => office.close())

/** PostgreSQL ends its answer to each message with `ReadyForQuery`: so often the server has waited for it. */
function countTrips({ pool }: Office): () => Promise<number> {
  const heard = new WeakSet<pg.PoolClient>()
  let trips = 0
  pool.on('acquire', (client) => {
    if (heard.has(client)) return
    heard.add(client)
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    connection.on('readyForQuery', () => void trips++)
  })
  // Counted when nothing is under way any more.
  return async () => {
    for (;;) {
      const before = trips
      await sleep(quietMs)
      if (trips === before) return trips
    }
  }
}

test('the authority of an order on behalf is checked in no round trip of its own, by a session and by a token', async () => {
  const { customer, acting } = deal
  const path = `/v1/customers/${customer.id}/orders`
  const partner = { id: customer.partnerId, channelId: customer.channelId }
  const key = await makeKey(office, await office.member(partner, ['sales']), ['acting:start', 'orders:place'])
  const program = programOf(office, (await exchange(office, key.secret, customer)).token)
  const callers = { 'in their own name': customer.owner.call, 'in an acting session': acting, 'by a token': program }
  const trips = countTrips(office)

  const taken: Record<string, number> = {}
  for (const [how, call] of Object.entries(callers)) {
    // What a connection asks once, when it is new, is no part of it.
    expect((await call('POST', path, orderOf(1))).status).toBe(201)
    const before = await trips()
    expect((await call('POST', path, orderOf(1))).status).toBe(201)
    taken[how] = (await trips()) - before
  }

  const expected = Object.entries(tripsOfAnOrder).map(([how, trips]) => [how, trips + tripsOfItsNews])
  expect(taken).toEqual(Object.fromEntries(expected))
})
