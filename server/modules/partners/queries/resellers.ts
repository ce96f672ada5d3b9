import { sql } from 'kysely'
import { moneyOf } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { PartnerId } from '#contract/ids.ts'
import type { listPartners as partnersOperation, listResellers as resellersOperation } from '#contract/partners.ts'
import type { PartnerKind } from '#contract/permissions.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { contains } from '#kernel/text-search.ts'
import { quotaCurrency } from '../rules.ts'

/** A distributor's resellers, the first to join first. Whoever is no distributor has none. */
export async function listResellers(
  ctx: QueryContext,
  by: Input<typeof resellersOperation>,
): Promise<Output<typeof resellersOperation>> {
  const cursor = readCursor(by.cursor)
  await ctx.passed
  const { channelId, accountId } = ctx.actor
  const found = sqlBuilder
    .selectFrom('partners as p')
    .innerJoin('distributorPermissions as d', (on) =>
      on.onRef('d.channelId', '=', 'p.channelId').onRef('d.partnerId', '=', 'p.id'),
    )
    .select(['p.id', 'p.name', 'p.kind', 'p.frozenAt', 'd.actOnBehalf', 'd.mayFreeze', 'd.setBudgets'])
    .select('d.budgetQuotaMinor')
    .select((row) =>
      row
        .selectFrom('customers as c')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('c.channelId', '=', 'p.channelId')
        .whereRef('c.partnerId', '=', 'p.id')
        .where('c.closedAt', 'is', null)
        .as('customers'),
    )
    .select((row) =>
      budgetsIn(quotaCurrency)
        .select(sql<bigint>`coalesce(sum(m.budget_minor), 0)::bigint`.as('sum'))
        .where('m.channelId', '=', row.ref('p.channelId'))
        .where('m.partnerId', '=', row.ref('p.id'))
        .as('budgetsMinor'),
    )
    .where('p.channelId', '=', channelId)
    .where('p.distributorId', '=', accountId)
    .orderBy('p.id')
    .limit(by.limit + 1)
  const rows = await ctx.db.all(cursor === undefined ? found : found.where('p.id', '>', cursor))
  return toPage(
    rows,
    by.limit,
    ({ id }) => id,
    ({ id, name, kind, frozenAt, actOnBehalf, mayFreeze, setBudgets, budgetQuotaMinor: quota, ...sums }) => ({
      id: id as PartnerId,
      name,
      kind: kind as PartnerKind,
      frozen: frozenAt !== null,
      frozenAt: frozenAt?.toISOString() ?? null,
      permission: {
        actOnBehalf,
        freeze: mayFreeze,
        setBudgets,
        budgetQuota: quota === null ? null : moneyOf(quota, quotaCurrency),
      },
      budgets: moneyOf(sums.budgetsMinor ?? 0n, quotaCurrency),
      customers: sums.customers ?? 0,
    }),
  )
}

/** The budgets of the customers who have this currency, as the modules that set them have told. */
function budgetsIn(currency: string) {
  return sqlBuilder
    .selectFrom('customerSummaries as m')
    .innerJoin('customers as c', (on) => on.onRef('c.channelId', '=', 'm.channelId').onRef('c.id', '=', 'm.customerId'))
    .where('c.currency', '=', currency)
}

/** Every partner of the cloud, by the directory of accounts: each partner is looked up in its own channel. */
export async function listPartners(
  ctx: QueryContext,
  by: Input<typeof partnersOperation>,
): Promise<Output<typeof partnersOperation>> {
  const cursor = readCursor(by.cursor)
  let found = sqlBuilder
    .selectFrom('accounts as a')
    .innerJoin('partners as p', (on) => on.onRef('p.channelId', '=', 'a.channelId').onRef('p.id', '=', 'a.id'))
    .leftJoin('accounts as d', 'd.id', 'p.distributorId')
    .leftJoin(sql<{ partnerId: string; customers: bigint }>`(select * from procura.partner_sizes())`.as('s'), (on) =>
      on.onRef('s.partnerId', '=', 'p.id'),
    )
    .select(['p.id', 'p.name', 'p.kind', 'p.frozenAt', 'p.createdAt'])
    .select(['d.id as distributorId', 'd.name as distributorName'])
    .select(sql<number>`coalesce(s.customers, 0)::int`.as('customers'))
    .select((row) =>
      row
        .selectFrom('partners as r')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('r.channelId', '=', 'p.channelId')
        .whereRef('r.distributorId', '=', 'p.id')
        .as('resellers'),
    )
    .where('a.kind', '=', 'partner')
  if (by.name) found = found.where(contains(sql`p.name`, by.name))
  if (by.kind) found = found.where('p.kind', '=', by.kind)
  if (by.distributorId) found = found.where('p.distributorId', '=', by.distributorId)
  if (by.frozen !== undefined) found = found.where('p.frozenAt', by.frozen ? 'is not' : 'is', null)
  if (cursor !== undefined) found = found.where('a.id', '>', cursor)
  const rows = await ctx.db.all(found.orderBy('a.id').limit(by.limit + 1))
  return toPage(
    rows,
    by.limit,
    ({ id }) => id,
    ({ id, name, kind, frozenAt, createdAt, distributorId, distributorName, customers, resellers }) => ({
      id: id as PartnerId,
      name,
      kind: kind as PartnerKind,
      distributor:
        distributorId === null || distributorName === null
          ? null
          : { id: distributorId as PartnerId, name: distributorName },
      frozen: frozenAt !== null,
      frozenAt: frozenAt?.toISOString() ?? null,
      joinedAt: createdAt.toISOString(),
      resellers: resellers ?? 0,
      customers,
    }),
  )
}

export interface PermissionRow {
  readonly actOnBehalf: boolean
  readonly mayFreeze: boolean
  readonly setBudgets: boolean
  readonly budgetQuotaMinor: bigint | null
}

interface OwnReseller {
  readonly channelId: string
  readonly distributorId: string
  readonly partnerId: string
}

const permissionOf = (by: OwnReseller) =>
  sqlBuilder
    .selectFrom('distributorPermissions')
    .select(['actOnBehalf', 'mayFreeze', 'setBudgets', 'budgetQuotaMinor'])
    .where('channelId', '=', by.channelId)
    .where('partnerId', '=', by.partnerId)
    .where('distributorId', '=', by.distributorId)

export async function isOwnReseller(tx: Tx, by: OwnReseller): Promise<boolean> {
  return (await tx.first(permissionOf(by))) !== undefined
}

/** What a distributor lets one of its own resellers do, locked against every command that leans on it. */
export async function lockPermission(tx: Tx, by: OwnReseller): Promise<PermissionRow | undefined> {
  return tx.first(permissionOf(by).forUpdate())
}

export function setPermission(
  tx: Tx,
  by: { readonly channelId: string; readonly partnerId: string },
  permission: PermissionRow & { readonly changedAt: Date },
): void {
  tx.write(
    sqlBuilder
      .updateTable('distributorPermissions')
      .set(permission)
      .where('channelId', '=', by.channelId)
      .where('partnerId', '=', by.partnerId),
  )
}

/** What a partner's budgets in one currency sum to. */
export async function sumBudgets(db: Db, channelId: string, partnerId: string, currency: string): Promise<bigint> {
  const row = await db.first(
    budgetsIn(currency)
      .select(sql<bigint>`coalesce(sum(m.budget_minor), 0)::bigint`.as('sum'))
      .where('m.channelId', '=', channelId)
      .where('m.partnerId', '=', partnerId),
  )
  return row?.sum ?? 0n
}
