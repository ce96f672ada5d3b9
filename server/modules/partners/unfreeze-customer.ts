import type { Input } from '#contract/operation.ts'
import type { unfreezeCustomer as operation } from '#contract/partners.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findFreeze, liftFreeze, setFreeze } from './queries/customer.ts'
import { operationWalls } from './rules.ts'

/** Lifts the freeze in force, whatever its origin. Where there is none, nothing is changed and nobody is told. */
export async function unfreezeCustomer(
  ctx: CommandContext,
  { customerId }: Input<typeof operation>,
): Promise<undefined> {
  const { freezeId, freezeScope } = await findFreeze(ctx.tx, ctx.asked)
  const { actor, customer, facts, now } = ctx
  const { channelId, partnerId } = customer
  refuseWalls(operationWalls({ ...facts, isSeller: partnerId === actor.accountId }, 'unfreezeCustomer'))
  if (freezeId === null) return ctx.nothingDone()
  ctx.audit({ subjects: [customerId, freezeId], detail: { before: freezeScope } })
  liftFreeze(ctx.tx, channelId, freezeId, actor.memberId, now)
  setFreeze(ctx.tx, { channelId, customerId }, null)
  ctx.emit('customer.unfrozen', { channelId, customerId })
}
