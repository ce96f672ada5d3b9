import type { Budget } from '#contract/budgets.ts'
import type { LimitRoom } from '#contract/authority.ts'
import { moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { z } from 'zod'

export type LimitKind = 'budget' | 'authorization_month' | 'authorization_orders' | 'quota'

export interface LimitState {
  readonly id: string
  readonly kind: LimitKind
  /** Whose limit it is: the seller, or the partner that holds the authorization. */
  readonly partnerId: string
  readonly cadence: 'monthly' | 'one_time'
  readonly maximum: bigint
  readonly reserved: bigint
  readonly posted: bigint
  readonly period: string
  /** Null for a count of orders. */
  readonly currency: string | null
}

/** The limits that an amount of this currency counts against, and the counts of orders. */
export function limitsIn<L extends LimitState>(limits: readonly L[], currency: string): L[] {
  return limits.filter((limit) => limit.currency === null || limit.currency === currency)
}

/** Whether one of the partners has quotas in other currencies only: then it may sell nothing in this one. */
function isQuotaElsewhere(limits: readonly LimitState[], currency: string): boolean {
  const byPartner = Map.groupBy(
    limits.filter(({ kind }) => kind === 'quota'),
    ({ partnerId }) => partnerId,
  )
  return [...byPartner.values()].some((quotas) => limitsIn(quotas, currency).length === 0)
}

/** The period that a limit counts in a month of the calendar. */
export function periodIn({ cadence }: Pick<LimitState, 'cadence'>, month: string): string {
  return cadence === 'one_time' ? 'all' : month
}

/** What is used of a limit in this month; a row of a month that is over counts nothing yet. */
export function usedIn(limit: LimitState, month: string): bigint {
  return limit.period === periodIn(limit, month) ? limit.reserved + limit.posted : 0n
}

/** What is left; below zero where metered use or a lowered maximum has passed the limit. */
function roomIn(limit: LimitState, month: string): bigint {
  return limit.maximum - usedIn(limit, month)
}

/**
 * The room that each kind of limit has for an amount of a currency; several quotas (a reseller's and its distributor's)
 * count by the smallest.
 */
export function roomsOf(limits: readonly LimitState[], month: string, currency: string): LimitRoom {
  const met = limitsIn(limits, currency)
  const room = (kind: LimitKind): bigint | null => {
    const rooms = met.filter((limit) => limit.kind === kind).map((limit) => roomIn(limit, month))
    return rooms.length === 0 ? null : rooms.reduce((least, next) => (next < least ? next : least))
  }
  return {
    budget: room('budget'),
    authorizationMonth: room('authorization_month'),
    authorizationOrders: room('authorization_orders'),
    quota: room('quota'),
    quotaElsewhere: isQuotaElsewhere(limits, currency),
  }
}

/** How much of a maximum is used, in per cent with two decimals; nothing used of nothing is 0. */
export function usagePercent(used: bigint, maximum: bigint): number {
  if (maximum === 0n) return used > 0n ? 100 : 0
  return Number((used * 10_000n) / maximum) / 100
}

export interface BudgetRow extends LimitState {
  readonly onExhaustion: string | null
  readonly version: number
}

export function viewBudget(row: BudgetRow, month: string): z.output<typeof Budget> {
  const currency = row.currency as CurrencyCode
  const isCurrent = row.period === periodIn(row, month)
  const used = usedIn(row, month)
  return {
    cadence: row.cadence,
    amount: moneyOf(row.maximum, currency),
    reserved: moneyOf(isCurrent ? row.reserved : 0n, currency),
    posted: moneyOf(isCurrent ? row.posted : 0n, currency),
    remaining: moneyOf(row.maximum - used, currency),
    usagePercent: usagePercent(used, row.maximum),
    onExhaustion: row.onExhaustion === 'automatic' ? 'automatic' : 'manual',
    period: periodIn(row, month),
    version: row.version,
  }
}
