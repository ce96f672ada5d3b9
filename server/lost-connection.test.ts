import type { Socket } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPool } from '#kernel/db.ts'
import { buildApp } from './app.ts'
import { insertCatalog, itemOf } from './testing/catalog.ts'
import { openOffice } from './testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from './testing/office.ts'
import { callerOf, origin } from './testing/person.ts'
import type { Answer } from './testing/person.ts'
import { outgoing } from './testing/outgoing.ts'
import { secret } from './testing/secret.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
/** The server's connections, as its pool has opened them. */
const connections = new Set<pg.PoolClient>()
/** Another connection of the server's role: it sees the others, and may end them. */
let onlooker: pg.Client

beforeAll(async () => {
  office = await openOffice()
  office.pool.on('connect', (client) => connections.add(client))
  office.pool.on('remove', (client) => connections.delete(client))
  onlooker = new pg.Client({ connectionString: office.database.serverUrl })
  await onlooker.connect()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  partner = await office.partner('solution_provider')
})
afterAll(async () => {
  await onlooker.end()
  await office.close()
})
beforeEach(async () => {
  customer = await office.customer(partner, { budgetMinor: 100_000n })
})

const others = `datname = current_database() and usename = current_user and pid <> pg_backend_pid()`

/** Ways to lose a connection: PostgreSQL ends it and says so, or it is simply gone. */
const losses: readonly (readonly [what: string, lose: () => Promise<unknown>])[] = [
  [
    'ended by PostgreSQL',
    () => onlooker.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`),
  ],
  [
    'cut',
    async () => {
      for (const client of connections)
        (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
    },
  ],
]

async function untilOneWaits(): Promise<void> {
  const waiting = async () => {
    const { rowCount } = await onlooker.query(
      `select from pg_stat_activity where ${others} and wait_event_type = 'Lock'`,
    )
    return rowCount
  }
  await expect.poll(waiting).toBeGreaterThan(0)
}

/** Sends a request that comes to wait for a lock, and loses every connection while it does. */
async function loseWhile(lock: string, lose: () => Promise<unknown>, send: () => Promise<Answer>): Promise<Answer> {
  const holder = await office.owner.connect()
  try {
    await holder.query('begin')
    await holder.query(lock)
    const answer = send()
    await untilOneWaits()
    await lose()
    return await answer
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

const order = (key: string) =>
  customer.owner.call(
    'POST',
    `/v1/customers/${customer.id}/orders`,
    { items: [itemOf('small')], quotedTotal: { amount: '10.00', currency: 'USD' }, payment: 'now' },
    { 'idempotency-key': key },
  )
const orders = async () => (await customer.owner.call('GET', `/v1/customers/${customer.id}/orders`)).body.items
const later = (code: string) => ({ status: 503, body: { code }, headers: { 'retry-after': '1' } })

describe.each(losses)('with a database connection that is %s', (_what, lose) => {
  test('while a session is looked up, the answer is 503, and the next request is served', async () => {
    const look = () => customer.owner.call('GET', `/v1/customers/${customer.id}`)
    const lost = await loseWhile('lock table sessions in access exclusive mode', lose, look)
    expect(lost).toMatchObject(later('unavailable'))
    expect((await look()).status).toBe(200)
  })

  test('before anything is written, the answer is 503, nothing is done, and the same key does it', async () => {
    const lost = await loseWhile(`select from customers where id = '${customer.id}' for update`, lose, () => order('k'))
    expect(lost).toMatchObject(later('unavailable'))
    expect(await orders()).toEqual([])
    expect((await order('k')).status).toBe(201)
    expect(await orders()).toHaveLength(1)
  })

  test('while it is committed, the answer is 503 that knows no outcome, and the same key finds out', async () => {
    const budget = `select from limits where customer_id = '${customer.id}' for update`
    expect(await loseWhile(budget, lose, () => order('k'))).toMatchObject(later('outcome_unknown'))
    // What was sent may still come to its end in the database: until then somebody else is at it.
    await expect.poll(async () => (await order('k')).status).toBe(201)
    expect(await orders()).toHaveLength(1)
    const { body } = await customer.owner.call('GET', `/v1/customers/${customer.id}/budget`)
    expect(body).toMatchObject({ posted: { amount: '10.00' } })
  })
})

test('connections lost while nobody uses them are noticed by nobody', async () => {
  for (const [, lose] of losses) {
    expect((await orders()).length).toBe(0)
    await lose()
    // The pool hears of it a moment later; until then a request may still get such a connection.
    await expect.poll(async () => (await customer.owner.call('GET', `/v1/customers/${customer.id}`)).status).toBe(200)
  }
})

test('without a database every operation is unavailable, and never a fault', async () => {
  const pool = openPool('postgres://nobody@127.0.0.1:1/nothing', 2, pino({ level: 'silent' }))
  const app = await buildApp({
    pool,
    log: pino({ level: 'silent' }),
    secret,
    outgoing,
    trustProxy: false,
    publicOrigin: origin,
    plainHttpOffLoopback: false,
    sandbox: false,
    checkAnswers: true,
  })
  const call = callerOf(app, customer.owner.token)
  expect(await call('GET', `/v1/customers/${customer.id}`)).toMatchObject(later('unavailable'))
  const login = { email: 'somebody@example.test', password: 'correct horse' }
  expect(await call('POST', '/v1/sessions', login)).toMatchObject(later('unavailable'))
  await app.close()
  await pool.end()
})
