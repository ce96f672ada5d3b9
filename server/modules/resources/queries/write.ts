import { sql } from 'kysely'
import type { BillingMode } from '#contract/catalog.ts'
import { ResourceStatus } from '#contract/resources.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'
import type { Json } from '#kernel/tables.gen.ts'
import { isLive } from '../rules.ts'
import type { Activation } from '../rules.ts'

export interface NewResource {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
  readonly orderId: string
  readonly orderItemId: string
  /** Which of the item's units it is, from 1. */
  readonly unit: number
  readonly name: string
  readonly serviceCode: string
  readonly planId: string
  readonly region: string
  readonly availabilityZone: string | null
  readonly billingMode: BillingMode
  readonly autoRenew: boolean
  readonly createdAt: Date
}

/** Rows of resources that are coming. A unit that has its row keeps it: repeating this adds nothing. */
export function createResources(tx: Tx, rows: readonly NewResource[]): void {
  if (rows.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('resources')
      .values(rows.map((row) => ({ ...row, status: 'creating' })))
      .onConflict((found) => found.doNothing()),
  )
}

/** What the cloud tells of a resource: addresses, sizes. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

interface ById {
  readonly channelId: string
  readonly resourceId: string
}

/** What the cloud tells of a resource that is coming, kept until it is given to the customer. */
export function keepAttributes(tx: Tx, by: ById & { readonly attributes: Attributes }): void {
  tx.write(
    sqlBuilder
      .updateTable('resources')
      .set({ attributes: sql<Json>`${JSON.stringify(by.attributes)}::jsonb` })
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.resourceId)
      .where('status', '=', 'creating'),
  )
}

/** Only what is coming becomes alive, so that a repeat moves no start and no expiry. */
export function updateActivated(tx: Tx, by: ById, activation: Activation): void {
  tx.write(
    sqlBuilder
      .updateTable('resources')
      .set(activation)
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.resourceId)
      .where('status', '=', 'creating'),
  )
}

/** Closed is for good. */
export function closeResource(tx: Tx, by: ById): void {
  tx.write(
    sqlBuilder
      .updateTable('resources')
      .set({ status: 'closed' })
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.resourceId)
      .where('status', '!=', 'closed'),
  )
}

const liveStatuses = ResourceStatus.options.filter(isLive)

/** Those who sum up one customer do it one after another, so that the last to write has seen what the others saw. */
export async function lockSummary(tx: Tx, customerId: string): Promise<void> {
  await lockName(tx, 'summary', customerId)
}

/** How many resources a customer has, and on which day the first of them expires. */
export async function countLive(
  db: Db,
  channelId: string,
  customerId: string,
): Promise<{ liveResources: number; nextExpiryOn: string | null }> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('resources')
      .select([
        sql<number>`count(*)::int`.as('liveResources'),
        sql<string | null>`min((expires_at at time zone 'UTC')::date)`.as('nextExpiryOn'),
      ])
      .where('channelId', '=', channelId)
      .where('customerId', '=', customerId)
      .where('status', 'in', liveStatuses),
  )
  return row ?? { liveResources: 0, nextExpiryOn: null }
}
