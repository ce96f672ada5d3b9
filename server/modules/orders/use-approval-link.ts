import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { lockLinkedOrder, useLink, waitsByLink } from './queries/links.ts'

/**
 * Uses a link up and says which order it is for. A revoke shuts the turnstile that this command has passed, so that it
 * is seen here or waits until the order is decided.
 */
export async function useApprovalLink(ctx: CommandContext, token: string): Promise<string> {
  await ctx.passed
  const tokenHash = hashOfToken(token)
  const orderId = await lockLinkedOrder(ctx.tx, tokenHash)
  if (orderId === undefined || !(await waitsByLink(ctx.tx, ctx.actor.channelId, orderId)))
    return refuse('not_found', {})
  useLink(ctx.tx, tokenHash, ctx.now)
  return orderId
}
