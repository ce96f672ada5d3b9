import type { Input, Output } from '#contract/operation.ts'
import type { rejectOrderByLink as operation } from '#contract/approvals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { rejectWaiting } from './reject-waiting.ts'
import { useApprovalLink } from './use-approval-link.ts'

/** Rejects an order as the member whom the link was mailed to. */
export async function rejectOrderByLink(
  ctx: CommandContext,
  { token, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return rejectWaiting(ctx, await useApprovalLink(ctx, token), reason)
}
