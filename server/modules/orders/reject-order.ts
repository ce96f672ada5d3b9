import type { Input, Output } from '#contract/operation.ts'
import type { rejectOrder as operation } from '#contract/approvals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { rejectWaiting } from './reject-waiting.ts'

/** The customer does not want what a partner has ordered for it. */
export async function rejectOrder(
  ctx: CommandContext,
  { orderId, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  return rejectWaiting(ctx, orderId, reason)
}
