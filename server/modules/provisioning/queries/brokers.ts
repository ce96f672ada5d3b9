import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

const maxBrokers = 100

const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

export interface BrokerRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly username: string
  readonly sealedPassword: string
}

const known = ['brokers.id', 'brokers.name', 'brokers.url', 'brokers.username', 'brokers.sealedPassword'] as const

export async function findBroker(db: Db, brokerId: string): Promise<BrokerRow | undefined> {
  return db.first(sqlBuilder.selectFrom('brokers').select(known).where('id', '=', brokerId))
}

/** All of them, to be asked how they are. */
export async function listAddresses(db: Db): Promise<BrokerRow[]> {
  return db.all(sqlBuilder.selectFrom('brokers').select(known).orderBy('id').limit(maxBrokers))
}

/** What the operator sees of each broker. How much waits is a number only: whose it is, stays in its channel. */
export async function listBrokerStates(db: Db) {
  return db.all(
    sqlBuilder
      .selectFrom('brokers')
      .leftJoin(
        sql<{ brokerId: string; waiting: bigint }>`(select * from procura.waiting_operations())`.as('w'),
        (on) => on.onRef('w.brokerId', '=', 'brokers.id'),
      )
      .select(['id', 'name', 'url', 'state', 'stateSince', 'checkedAt', 'lastError'])
      .select(['importRequestedAt', 'importedAt', 'importFailedAt', 'importError'])
      .select(sql<number>`coalesce(w.waiting, 0)::int`.as('waiting'))
      .orderBy('name')
      .limit(maxBrokers),
  )
}

/** A broker is known by its name: registered again, it keeps its id and may have moved. */
export async function upsertBroker(tx: Tx, broker: BrokerRow): Promise<string> {
  const row = await tx.first(
    sqlBuilder
      .insertInto('brokers')
      .values(broker)
      .onConflict((found) =>
        found.column('name').doUpdateSet({
          url: broker.url,
          username: broker.username,
          sealedPassword: broker.sealedPassword,
          state: 'unknown',
          stateSince: now,
          lastError: null,
        }),
      )
      .returning('id'),
  )
  if (!row) throw new Error('a broker could not be registered')
  return row.id
}

/** How a broker was found a moment ago; since when it is so, only a change of state changes. */
const found = (state: 'reachable' | 'unreachable', lastError: string | null) => ({
  state,
  stateSince: sql<Date>`case when state = ${state} and state_since is not null then state_since else ${now} end`,
  checkedAt: now,
  lastError,
})

export async function updateChecked(db: Db, brokerId: string, lastError: string | null): Promise<void> {
  await db.all(
    sqlBuilder
      .updateTable('brokers')
      .set(found(lastError === null ? 'reachable' : 'unreachable', lastError))
      .where('id', '=', brokerId),
  )
}

export function updateImportRequested(tx: Tx, brokerId: string, importRequestedAt: Date): void {
  tx.write(sqlBuilder.updateTable('brokers').set({ importRequestedAt }).where('id', '=', brokerId))
}

export function updateImported(tx: Tx, brokerId: string): void {
  tx.write(
    sqlBuilder
      .updateTable('brokers')
      .set({ ...found('reachable', null), importedAt: now, importError: null })
      .where('id', '=', brokerId),
  )
}

/** Why its catalog could not be taken over. */
export async function updateImportFailed(db: Db, brokerId: string, importError: string): Promise<void> {
  await db.all(sqlBuilder.updateTable('brokers').set({ importFailedAt: now, importError }).where('id', '=', brokerId))
}

/** Which broker offers a plan, by plan. */
export async function findBrokersOfPlans(db: Db, planIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('plans')
      .innerJoin('services', 'services.id', 'plans.serviceId')
      .select(['plans.id', 'services.brokerId'])
      .where('plans.id', '=', sql<string>`any(${planIds})`),
  )
  return new Map(rows.map(({ id, brokerId }) => [id, brokerId]))
}
