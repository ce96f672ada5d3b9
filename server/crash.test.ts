import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from './sandbox/sample-data/chance.ts'
import { isProof, tellFigures } from './testing/figures.ts'
import { openShop } from './testing/shop.ts'
import type { Shop } from './testing/shop.ts'
import { databaseUrlOf, makeDataDir, removeDataDir, startProgram } from './testing/program.ts'
import type { Program } from './testing/program.ts'

const rounds = isProof ? 20 : 2
const clients = 8
const completeMs = 120_000

let dataDir: string
let program: Program
let url: string
let shop: Shop
beforeAll(async () => {
  dataDir = await makeDataDir()
  await start()
  await withDatabase((database) => database.query('update procura.limits set maximum = 1000000000000'))
  shop = await openShop(() => url)
}, 120_000)
afterAll(async () => {
  await program.kill('everything')
  await removeDataDir(dataDir)
})

async function start(): Promise<void> {
  program = startProgram(dataDir)
  url = await program.url()
}

async function withDatabase<T>(work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: databaseUrlOf(dataDir) })
  await database.connect()
  try {
    return await work(database)
  } finally {
    await database.end()
  }
}

const rowsOf = (text: string, values: unknown[] = []) =>
  withDatabase(async (database) => (await database.query(text, values)).rows as Record<string, unknown>[])

/** The instances that the broker has written down, by the last line of each. */
function instancesOfBroker(): string[] {
  const lines = readFileSync(join(dataDir, 'sandbox-cloud/instances.jsonl'), 'utf8').trim().split('\n')
  const last = new Map(
    lines.map((line) => JSON.parse(line) as { id: string; operations: { kind: string }[] }).map((one) => [one.id, one]),
  )
  return [...last.values()].filter(({ operations }) => operations.at(-1)?.kind === 'provision').map(({ id }) => id)
}

interface Sent {
  readonly name: string
  readonly key: string
  /** The order that was acknowledged, once one was. */
  orderId: string | undefined
}

/** Orders placed by several clients until the server is no more, each with a name and a key; gives what went wrong. */
async function orderUntilKilled(round: number, sent: Sent[], acknowledged: () => void): Promise<string[]> {
  const wrong: string[] = []
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let place = 0; ; place++) {
        const one: Sent = { name: `r${round}-c${client}-${place}`, key: crypto.randomUUID(), orderId: undefined }
        sent.push(one)
        const answer = await shop.place(one.name, one.key).catch(() => undefined)
        // No answer, or one that says it is not known: the next start will tell.
        if (answer === undefined || answer.status === 503) return
        if (answer.status !== 201) return void wrong.push(answer.text)
        one.orderId = String(answer.body['id'])
        acknowledged()
      }
    }),
  )
  return wrong
}

/** Sends all once more, as clients that were cut off do; gives those that are not answered as they were before. */
async function retryAll(sent: readonly Sent[]): Promise<string[]> {
  const wrong: string[] = []
  for (const one of sent) {
    const { status, body, text } = await shop.place(one.name, one.key)
    const id = String(body['id'])
    if (status !== 201 || id !== (one.orderId ?? id)) wrong.push(`${one.name} ${one.orderId}: ${text}`)
    one.orderId = id
  }
  return wrong
}

test(
  `the server is killed under load ${rounds} times: what was acknowledged is there, once, fulfilled, and the books add up`,
  async () => {
    const chance = chanceFrom(1066)
    const figures = { kills: rounds, 'of them with PostgreSQL': 0, orders: 0, unanswered: 0 }
    const all: Sent[] = []
    for (let round = 0; round < rounds; round++) {
      const sent: Sent[] = []
      const what = chance.happens(0.5) ? 'everything' : 'server'
      let left = chance.between(8, 40)
      let kill: Promise<void> | undefined
      const wrong = await orderUntilKilled(round, sent, () => {
        if (--left <= 0) kill ??= program.kill(what)
      })
      expect(wrong).toEqual([])
      await kill
      await start()
      figures.unanswered += sent.filter(({ orderId }) => orderId === undefined).length
      expect(await retryAll(sent)).toEqual([])
      if (what === 'everything') figures['of them with PostgreSQL']++
      all.push(...sent)
    }
    figures.orders = all.length
    await expectOnceEach(all)
    await expectFulfilled(all)
    await expectBooksToAddUp()
    tellFigures('kill -9', figures)
  },
  rounds * 60_000 + completeMs,
)

async function expectOnceEach(all: readonly Sent[]): Promise<void> {
  const rows = await rowsOf(
    `select parameters ->> 'name' as name, order_id as "orderId" from procura.order_items
     where customer_id = $1 and parameters ->> 'name' like 'r%-c%'`,
    [shop.customerId],
  )
  const pair = (one: { name?: unknown; orderId?: unknown }) => `${String(one.name)} ${String(one.orderId)}`
  expect(rows.map(pair).sort()).toEqual(all.map(pair).sort())
}

async function expectFulfilled(all: readonly Sent[]): Promise<void> {
  const ids = all.map(({ orderId }) => orderId)
  const states = async () => {
    const rows = await rowsOf(
      'select state, count(*)::int as orders from procura.orders where id = any($1) group by 1',
      [ids],
    )
    return Object.fromEntries(rows.map(({ state, orders }) => [state, orders]))
  }
  await expect.poll(states, { timeout: completeMs, interval: 500 }).toEqual({ completed: all.length })
  const resources = await rowsOf('select id from procura.resources where order_id = any($1)', [ids])
  expect(resources).toHaveLength(all.length)
  expect(instancesOfBroker().sort()).toEqual(resources.map(({ id }) => String(id)).sort())
}

/** Every limit of the customer is the sum of its entries. */
async function expectBooksToAddUp(): Promise<void> {
  const rows = await rowsOf(
    `select l.id, l.kind, l.reserved, l.posted, sum(e.reserved) as "entriesReserved", sum(e.posted) as "entriesPosted"
     from procura.limits l join procura.ledger_entries e
       on e.channel_id = l.channel_id and e.limit_id = l.id and e.period = l.period
     where l.customer_id = $1 group by l.channel_id, l.id
     having l.reserved <> sum(e.reserved) or l.posted <> sum(e.posted)`,
    [shop.customerId],
  )
  expect(rows).toEqual([])
}
