import type { Input, Output } from '#contract/operation.ts'
import type { freezeCustomer as operation } from '#contract/partners.ts'
import { refuseWalls } from '#kernel/gate.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findFreeze, liftFreeze, setFreeze } from './queries/customer.ts'
import type { NewFreeze } from './queries/customer.ts'
import { operationWalls } from './rules.ts'

/**
 * Freezes an account, or the account and its resources. Orders that hold the customer commit before it, later ones
 * meet it. A freeze in force gives way to the new one, whatever its origin, and stays in the history.
 */
export async function freezeCustomer(
  ctx: CommandContext,
  { customerId, scope, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const before = await findFreeze(ctx.tx, ctx.asked)
  const { actor, customer, facts, now } = ctx
  const { channelId, partnerId } = customer
  refuseWalls(operationWalls({ ...facts, isSeller: partnerId === actor.accountId }, 'freezeCustomer'))
  const freeze: NewFreeze = {
    channelId,
    id: newId('freeze'),
    customerId,
    partnerId,
    scope,
    origin: 'manual',
    reason,
    frozenBy: actor.memberId,
    frozenAt: now,
  }
  if (before.freezeId !== null) liftFreeze(ctx.tx, channelId, before.freezeId, actor.memberId, now)
  setFreeze(ctx.tx, { channelId, customerId }, freeze)
  ctx.emit('customer.frozen', { channelId, customerId })
  ctx.audit({ subjects: [customerId, freeze.id], reason, detail: { before: before.freezeScope, after: scope } })
  return { scope, origin: freeze.origin, reason, from: now.toISOString() }
}
