import type { Input, Output } from '#contract/operation.ts'
import { CustomerId, OrderId } from '#contract/ids.ts'
import type { getOrderByLink as operation } from '#contract/approvals.ts'
import { refuse } from '#contract/refusals.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { minorOf } from '#contract/money.ts'
import { findLinkedOrder, waitsByLink } from './queries/links.ts'
import { findOrder } from './queries/read.ts'
import { needsCode } from './rules.ts'

/** Shows the order that a mailed link is for, as long as the link is good. Looking does not use it up. */
export async function getOrderByLink(
  ctx: QueryContext,
  { token }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, customer, db } = ctx
  const orderId = await findLinkedOrder(db, hashOfToken(token))
  if (orderId === undefined || !(await waitsByLink(db, actor.channelId, orderId))) return refuse('not_found', {})
  const order = await findOrder(ctx, {
    customerId: CustomerId.parse(customer.id),
    orderId: OrderId.parse(orderId),
  })
  return { order, needsVerificationCode: needsCode(customer.codeAboveMinor, minorOf(order.committed)) }
}
