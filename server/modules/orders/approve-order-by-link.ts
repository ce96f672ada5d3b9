import type { Input, Output } from '#contract/operation.ts'
import type { approveOrderByLink as operation } from '#contract/approvals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { approveWaiting } from './approve-waiting.ts'
import { useApprovalLink } from './use-approval-link.ts'

/** Approves an order as the member whom the link was mailed to. Above the amount that takes a code they sign in. */
export async function approveOrderByLink(
  ctx: CommandContext,
  { token }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return approveWaiting(ctx, await useApprovalLink(ctx, token))
}
