import type { setBudget as operation } from '#contract/budgets.ts'
import { minorOf, moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { patchSummary, quotaCurrency } from '#modules/partners/index.ts'
import { insertBudget, lockBudget, lockBudgetQuota, sumOtherBudgets, updateBudget } from './queries/budget.ts'
import { sumEntries } from './queries/limits.ts'
import { periodIn, usagePercent, usedIn, viewBudget } from './rules.ts'

/**
 * Sets a customer's budget. A reseller's budgets together stay within its distributor's quota; a budget may be set
 * below what is used, and then nothing more can be ordered in its period. Another cadence counts what the ledger has
 * of its period.
 */
export async function setBudget(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { customer, facts, month } = ctx
  const { cadence, onExhaustion } = input
  const maximum = minorOf(input.amount)
  const { channelId, partnerId, currency } = customer
  if (facts.distributorPermission && !facts.distributorPermission.setBudgets) refuseWalls(['distributor_permission'])
  if (facts.association?.type !== 'reseller' || facts.association.ended) refuseWalls(['association'])
  if (input.amount.currency !== currency) refuse('currency_differs', { currency })
  const quota = await lockBudgetQuota(ctx.tx, channelId, partnerId)
  const [row, others] = await Promise.all([
    lockBudget(ctx.tx, channelId, customer.id),
    sumOtherBudgets(ctx.tx, channelId, partnerId, customer.id, currency),
  ])
  if ((row?.version ?? 0) !== ctx.ifMatch) refuse('precondition_failed', { version: row?.version ?? 0 })
  if (quota !== null) refuseBeyondQuota(quota, { others, maximum, before: row?.maximum ?? 0n, currency })
  const period = periodIn({ cadence }, month)
  const used = row ? await sumEntries(ctx.tx, channelId, row.id, period) : { reserved: 0n, posted: 0n }
  const next = { cadence, maximum, onExhaustion, ...used, period, version: (row?.version ?? 0) + 1 }
  if (row) updateBudget(ctx.tx, channelId, row.id, next)
  const id =
    row?.id ?? insertBudget(ctx.tx, { channelId, customerId: customer.id, partnerId, currency, month, ...next })
  const after = { ...next, id, partnerId, kind: 'budget', currency } as const
  patchSummary(ctx.tx, channelId, customer.id, {
    budgetMinor: maximum,
    budgetUsedMinor: usedIn(after, month),
    budgetUsagePercent: usagePercent(usedIn(after, month), maximum),
  })
  ctx.emit('budget.changed', { channelId, customerId: customer.id })
  ctx.audit({ subjects: [customer.id, id], detail: { cadence, amount: input.amount, onExhaustion } })
  return viewBudget(after, month)
}

interface Budgets {
  /** What the partner's other budgets in this currency sum to. */
  readonly others: bigint
  readonly maximum: bigint
  readonly before: bigint
  readonly currency: CurrencyCode
}

/** Where the quota cannot count a budget, that budget may go down and not up. */
function refuseBeyondQuota(quota: bigint, { others, maximum, before, currency }: Budgets): void {
  const isCounted = currency === quotaCurrency
  if (isCounted && others + maximum > quota) refuse('quota_below_use', { inUse: moneyOf(others, currency) })
  if (!isCounted && maximum > before) refuse('quota_currency_differs', { currency: quotaCurrency })
}
