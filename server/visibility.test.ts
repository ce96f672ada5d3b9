import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { visibilityOf } from '#kernel/actor.ts'
import type { Visibility } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Tables } from '#kernel/tables.gen.ts'
import { transact } from '#kernel/transaction.ts'
import { openScene, send } from './testing/scene.ts'
import type { Scene } from './testing/scene.ts'
import { findTenantTables } from './testing/tenant-tables.ts'
import { validCalls } from './testing/valid-calls.ts'

let scene: Scene
let owner: pg.Pool
let tenantTables: string[]
beforeAll(async () => {
  scene = await openScene()
  owner = scene.office.owner
  tenantTables = await findTenantTables(owner)
  await fillTables()
})
afterAll(() => scene.office.close())

async function rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>(text, values)).rows
}

/** Every operation once, and by hand what only jobs write. */
async function fillTables(): Promise<void> {
  for (const operation of operations) {
    const sent = await validCalls[operation.name]?.(scene)
    if (sent) await send(scene, operation, sent)
  }
  await owner.query(
    `insert into broker_operations (channel_id, resource_id, kind, customer_id, partner_id, broker_id, state, started_at)
     select channel_id, id, 'provision', customer_id, partner_id, $1, 'accepted', now() from resources`,
    [scene.brokerId],
  )
  await owner.query(
    `insert into expenditures select channel_id, id, partner_id, '2026-01', 'small', 'eu-west-101', 'pay_per_use',
       'source', 'USD', 5 from customers`,
  )
}

type Counts = Readonly<Record<string, number>>

/** How many rows of each tenant table the server sees, in a transaction of its own with such settings. */
async function seenAs(visibility: Visibility): Promise<Counts> {
  const seen = await transact(scene.office.pool, { visibility, readOnly: true }, (tx) =>
    Promise.all(tenantTables.map((table) => tx.first(countOf(table)))),
  )
  return Object.fromEntries(tenantTables.map((table, place) => [table, Number(seen[place]?.count)]))
}

function countOf(table: string) {
  const name = table.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Tables
  return sqlBuilder.selectFrom(name).select(sql<bigint>`count(*)`.as('count'))
}

/** How many rows of each tenant table hold, counted past every wall. */
async function rowsWhere(predicate: (table: string, columns: readonly string[]) => string): Promise<Counts> {
  const counts: Record<string, number> = {}
  for (const table of tenantTables) {
    const columns = await rows(
      `select attname from pg_attribute where attrelid = ('procura.' || $1)::regclass and attnum > 0`,
      [table],
    )
    const where = predicate(
      table,
      columns.map(({ attname }) => String(attname)),
    )
    const [found] = await rows(`select count(*)::int as count from ${table} where ${where}`)
    counts[table] = Number(found?.['count'])
  }
  return counts
}

/** What belongs to the account of whoever wrote it, and to nobody above it. */
const ownAccounts = ['feedback', 'idempotency_keys', 'member_preferences']

/** The rows of one account in its channel. */
const ofAccount =
  (column: 'customer_id' | 'partner_id', channelId: string, accountId: string) =>
  (table: string, columns: readonly string[]): string => {
    const own = table === `${column.slice(0, -3)}s` ? 'id' : ownAccounts.includes(table) ? 'account_id' : column
    return columns.includes(own) ? `channel_id = '${channelId}' and ${own} = '${accountId}'` : 'false'
  }
const ofChannel = (channelId: string, accountId: string) => (table: string) =>
  `channel_id = '${channelId}'` + (ownAccounts.includes(table) ? ` and account_id = '${accountId}'` : '')
const nobody = visibilityOf({ kind: 'anonymous' } as Parameters<typeof visibilityOf>[0])

test('without settings, with empty ones or as nobody the server finds nothing, though every table has rows', async () => {
  expect(Object.entries(await rowsWhere(() => 'true')).filter(([, count]) => count === 0)).toEqual([])
  const nothing = Object.fromEntries(tenantTables.map((table) => [table, 0]))
  // Before any transaction has set them, and after one that did.
  for (const attempt of ['fresh', 'used']) {
    const client = await scene.office.pool.connect()
    for (const table of tenantTables) {
      const { rows: found } = await client.query<{ count: bigint }>(`select count(*) from procura.${table}`)
      expect([attempt, table, Number(found[0]?.count)]).toEqual([attempt, table, 0])
    }
    await client.query(`begin; set local procura.channel = 'x'; commit`)
    client.release(attempt === 'used')
  }
  expect(await seenAs(nobody)).toEqual(nothing)
  const { id, channelId } = scene.customer
  expect(await seenAs({ kind: 'nobody', channelId, accountId: id })).toMatchObject({ customers: 0, orders: 0 })
})

test('a customer sees its own rows, a partner its customers’, a distributor its channel’s', async () => {
  const busy = await rows(`select customer_id as id, channel_id as channel from orders limit 1`)
  const { id: customerId, channel } = busy[0] as { id: string; channel: string }
  const { partner, distributor } = scene
  const customer: Visibility = { kind: 'customer', channelId: channel, accountId: customerId }
  const seen = await seenAs(customer)
  expect(seen).toEqual(await rowsWhere(ofAccount('customer_id', channel, customerId)))
  expect(seen).toMatchObject({ customers: 1, orders: 1, partners: 0, distributor_permissions: 0 })
  const seller: Visibility = { kind: 'partner', channelId: channel, accountId: partner.id }
  expect(await seenAs(seller)).toEqual(await rowsWhere(ofAccount('partner_id', channel, partner.id)))
  const top: Visibility = { kind: 'distributor', channelId: channel, accountId: distributor.id }
  expect(await seenAs(top)).toEqual(await rowsWhere(ofChannel(channel, distributor.id)))
  expect((await seenAs(top))['partners']).toBeGreaterThan((await seenAs(seller))['partners'] ?? 0)
})

test('an account in the name of another channel finds nothing, and the operator only partners and its own', async () => {
  const { customer, partner, stranger, operator } = scene
  for (const [kind, accountId] of [
    ['customer', customer.id],
    ['partner', partner.id],
  ] as const) {
    const astray = await seenAs({ kind, channelId: stranger.channelId, accountId })
    expect(Object.values(astray).filter((count) => count > 0)).toEqual([])
  }
  const [account] = await rows('select channel_id from accounts where id = $1', [operator.accountId])
  const channelId = String(account?.['channel_id'])
  const seen = await seenAs({ kind: 'operator', channelId, accountId: operator.accountId })
  const partners = await rows('select from partners')
  const keys = await rows('select from idempotency_keys where account_id = $1', [operator.accountId])
  const logged = await rows('select from audit_events where channel_id = $1', [channelId])
  const own = Object.entries(seen).filter(([, count]) => count > 0)
  expect(Object.fromEntries(own)).toEqual({
    partners: partners.length,
    members: 1,
    idempotency_keys: keys.length,
    audit_events: logged.length,
  })
})

test('no row can be written into another account or channel', async () => {
  const { customer, neighboursCustomer, strangersCustomer, partner } = scene
  const as: Visibility = { kind: 'partner', channelId: partner.channelId, accountId: partner.id }
  const tag = ({ channelId, id, partnerId }: typeof customer) =>
    transact(scene.office.pool, { visibility: as }, async (tx) =>
      tx.write(sqlBuilder.insertInto('customerTags').values({ channelId, customerId: id, partnerId, tag: 'x' })),
    )
  await expect(tag(neighboursCustomer)).rejects.toMatchObject({ code: '42501' })
  await expect(tag(strangersCustomer)).rejects.toMatchObject({ code: '42501' })
  await expect(tag(customer)).resolves.toBeUndefined()
})
