import type { Input, Output } from '#contract/operation.ts'
import type { approveOrder as operation } from '#contract/approvals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { approveWaiting } from './approve-waiting.ts'

/** The customer wants what a partner has ordered for it. */
export async function approveOrder(
  ctx: CommandContext,
  { orderId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  return approveWaiting(ctx, orderId)
}
