import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { defaultPollingSeconds, maxPollingSeconds } from '../rules.ts'
import type { OperationState } from '../rules.ts'

export type OperationKind = 'provision' | 'deprovision'

export interface ByResource {
  readonly channelId: string
  readonly resourceId: string
}

export interface NewOperation extends ByResource {
  readonly kind: OperationKind
  readonly customerId: string
  readonly partnerId: string
  readonly brokerId: string
  readonly startedAt: Date
}

/** Everything that is needed to ask the broker about one resource. */
export interface Task extends ByResource {
  readonly kind: OperationKind
  readonly state: OperationState
  readonly operation: string | null
  readonly attempts: number
  readonly customerId: string
  readonly partnerId: string
  readonly orderId: string
  readonly orderItemId: string
  readonly name: string
  readonly region: string
  readonly planId: string
  readonly serviceId: string
  readonly parametersSchema: unknown
  readonly broker: { readonly id: string; name: string; url: string; username: string; sealedPassword: string }
}

/** An operation that is wanted stays as it is: wanting it twice is wanting it once. */
export function insertOperations(tx: Tx, operations: readonly NewOperation[]): void {
  if (operations.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('brokerOperations')
      .values(operations.map((one) => ({ ...one, state: 'wanted' })))
      .onConflict((found) => found.doNothing()),
  )
}

export async function findTask(db: Db, by: ByResource, kind: OperationKind): Promise<Task | undefined> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('brokerOperations as o')
      .innerJoin('resources as r', (on) =>
        on.onRef('r.channelId', '=', 'o.channelId').onRef('r.id', '=', 'o.resourceId'),
      )
      .innerJoin('plans as p', 'p.id', 'r.planId')
      .innerJoin('brokers as b', 'b.id', 'o.brokerId')
      .select(['o.channelId', 'o.resourceId', 'o.state', 'o.operation', 'o.attempts', 'o.customerId', 'o.partnerId'])
      .select(['r.orderId', 'r.orderItemId', 'r.name', 'r.region', 'r.planId', 'p.serviceId', 'p.parametersSchema'])
      .select(['b.id as brokerId', 'b.name as brokerName', 'b.url', 'b.username', 'b.sealedPassword'])
      .where('o.channelId', '=', by.channelId)
      .where('o.resourceId', '=', by.resourceId)
      .where('o.kind', '=', kind)
      .forUpdate('o'),
  )
  if (!row) return undefined
  const { brokerId: id, brokerName, url, username, sealedPassword, ...task } = row
  const broker = { id, name: brokerName, url, username, sealedPassword }
  return { ...task, kind, state: task.state as OperationState, broker }
}

const one = (by: ByResource, kind: OperationKind) =>
  sqlBuilder
    .updateTable('brokerOperations')
    .where('channelId', '=', by.channelId)
    .where('resourceId', '=', by.resourceId)
    .where('kind', '=', kind)

/**
 * Says before the broker is asked that it will have been: should this process die before the answer is written down,
 * the next one knows that something may exist.
 */
export function markAsked(tx: Tx, { state, attempts, kind, ...by }: Task): void {
  tx.write(one(by, kind).set({ state: state === 'wanted' ? 'unknown' : state, attempts: attempts + 1 }))
}

export interface Standing {
  readonly state: OperationState
  readonly attempts: number
  readonly lastError: string | null
  readonly isOverdue: boolean
}

/** The broker works in real time, so its time is measured by the real clock, not by the one the sandbox may shift. */
const overdue = sql<boolean>`coalesce(clock_timestamp() - o.accepted_at > make_interval(
  secs => least(coalesce(p.max_polling_seconds, ${sql.lit(defaultPollingSeconds)}), ${sql.lit(maxPollingSeconds)})
), false)`

/** How one operation stands, locked. */
export async function lockOperation(tx: Tx, by: ByResource, kind: OperationKind): Promise<Standing | undefined> {
  return tx.first(
    sqlBuilder
      .selectFrom('brokerOperations as o')
      .innerJoin('resources as r', (on) =>
        on.onRef('r.channelId', '=', 'o.channelId').onRef('r.id', '=', 'o.resourceId'),
      )
      .innerJoin('plans as p', 'p.id', 'r.planId')
      .select(['o.attempts', 'o.lastError', sql<OperationState>`o.state`.as('state'), overdue.as('isOverdue')])
      .where('o.channelId', '=', by.channelId)
      .where('o.resourceId', '=', by.resourceId)
      .where('o.kind', '=', kind)
      .forUpdate('o'),
  )
}

export interface Unit {
  readonly resourceId: string
  readonly brokerId: string
  readonly state: string
  readonly failure: string | null
}

/**
 * All units of an order item. The row of the first stands for the item and is locked before they are read: units that
 * come to their end at once follow one another here, so that the last one sees that it is the last.
 */
export async function lockUnits(tx: Tx, channelId: string, orderItemId: string): Promise<Unit[]> {
  const ofItem = sqlBuilder
    .selectFrom('resources as r')
    .where('r.channelId', '=', channelId)
    .where('r.orderItemId', '=', orderItemId)
  await tx.all(ofItem.select('r.id').where('r.unit', '=', 1).forUpdate('r'))
  return tx.all(
    ofItem
      .innerJoin('brokerOperations as o', (on) =>
        on.onRef('o.channelId', '=', 'r.channelId').onRef('o.resourceId', '=', 'r.id').on('o.kind', '=', 'provision'),
      )
      .select(['o.resourceId', 'o.brokerId', 'o.state', 'o.lastError as failure'])
      .orderBy('r.unit'),
  )
}

/** What has not come to its end, to be taken up again should its job have got lost. */
export async function listUnfinished(
  db: Db,
  channelId: string,
  limit: number,
): Promise<{ resourceId: string; brokerId: string; kind: string }[]> {
  return db.all(
    sqlBuilder
      .selectFrom('brokerOperations')
      .select(['resourceId', 'brokerId', 'kind'])
      .where('channelId', '=', channelId)
      .where('finishedAt', 'is', null)
      .orderBy('startedAt')
      .limit(limit),
  )
}

export interface Progress {
  readonly state: OperationState
  readonly attempts?: number
  readonly operation?: string | null
  readonly lastError: string | null
}

export function updateProgress(tx: Tx, by: ByResource, kind: OperationKind, progress: Progress): void {
  tx.write(one(by, kind).set(progress))
}

export function updateAccepted(tx: Tx, by: ByResource, kind: OperationKind, progress: Progress): void {
  tx.write(one(by, kind).set({ ...progress, acceptedAt: sql<Date>`coalesce(accepted_at, statement_timestamp())` }))
}

export function updateFinished(tx: Tx, by: ByResource, kind: OperationKind, progress: Progress, at: Date): void {
  tx.write(one(by, kind).set({ ...progress, finishedAt: at }))
}
