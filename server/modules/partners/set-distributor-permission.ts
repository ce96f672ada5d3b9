import { minorOf, moneyOf } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { setDistributorPermission as operation } from '#contract/partners.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { isOwnReseller, lockPermission, setPermission, sumBudgets } from './queries/resellers.ts'
import { quotaCurrency } from './rules.ts'

/**
 * Gives or withdraws what a reseller may do. Every command of the reseller holds this row: those that hold it commit
 * first, those that come find the permission gone, and acting sessions end with it.
 */
export async function setDistributorPermission(
  ctx: CommandContext,
  { partnerId, ...permission }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now } = ctx
  const { channelId, accountId: distributorId } = actor
  const reseller = { channelId, distributorId, partnerId }
  // Whom one cannot see one does not keep waiting.
  if (!(await isOwnReseller(ctx.tx, reseller))) return refuse('not_found', {})
  await shutTurnstile(ctx.tx, partnerId)
  const before = await lockPermission(ctx.tx, reseller)
  if (!before) return refuse('not_found', {})
  const { budgetQuota } = permission
  if (budgetQuota && budgetQuota.currency !== quotaCurrency) refuse('currency_differs', { currency: quotaCurrency })
  const budgetQuotaMinor = budgetQuota && minorOf(budgetQuota)
  if (budgetQuotaMinor !== null) {
    const inUse = await sumBudgets(ctx.tx, channelId, partnerId, quotaCurrency)
    if (inUse > budgetQuotaMinor) refuse('quota_below_use', { inUse: moneyOf(inUse, quotaCurrency) })
  }
  const { actOnBehalf, freeze: mayFreeze, setBudgets } = permission
  const after = { actOnBehalf, mayFreeze, setBudgets, budgetQuotaMinor }
  setPermission(ctx.tx, { channelId, partnerId }, { ...after, changedAt: now })
  ctx.emit('permission.changed', { channelId, partnerId })
  const told = (minor: bigint | null) => (minor === null ? null : moneyOf(minor, quotaCurrency))
  const { budgetQuotaMinor: quotaBefore, mayFreeze: freezeBefore, ...rest } = before
  ctx.audit({
    partnerId,
    detail: { before: { ...rest, freeze: freezeBefore, budgetQuota: told(quotaBefore) }, after: permission },
  })
  return permission
}
