import type { Input, Output } from '#contract/operation.ts'
import type { replaceCustomerTags as operation } from '#contract/partners.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { setTags } from './queries/customer.ts'
import { operationWalls, tidyTags } from './rules.ts'

/** Sets the tags that the selling partner keeps about a customer. Of two who do it at once, the later counts whole. */
export async function replaceCustomerTags(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, customer, facts } = ctx
  refuseWalls(operationWalls({ ...facts, isSeller: customer.partnerId === actor.accountId }, 'replaceCustomerTags'))
  const tags = tidyTags(input.tags)
  setTags(ctx.tx, customer, tags)
  ctx.audit({ detail: { tags } })
  return { tags }
}
