import type { MemberId } from '#contract/ids.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { assignAccountManager as operation } from '#contract/partners.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findPartnerMember, setAccountManager } from './queries/customer.ts'
import { accountManagerRoles, operationWalls } from './rules.ts'

/** Assigns a member of the selling partner to a customer, or nobody. Who is only account manager then sees it. */
export async function assignAccountManager(
  ctx: CommandContext,
  { customerId, memberId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, customer, facts } = ctx
  const { channelId, partnerId } = customer
  refuseWalls(operationWalls({ ...facts, isSeller: partnerId === actor.accountId }, 'assignAccountManager'))
  const member = memberId && (await findPartnerMember(ctx.tx, { channelId, partnerId, memberId }, accountManagerRoles))
  if (memberId !== null && !member) refuseMember()
  setAccountManager(ctx.tx, channelId, customerId, memberId)
  ctx.audit({ subjects: [customerId, ...(memberId === null ? [] : [memberId])], detail: { accountManager: memberId } })
  return { accountManager: member ? { id: member.id as MemberId, name: member.name } : null }
}

function refuseMember(): never {
  const message = 'Must be an active member of the partner who is account manager, sales or admin'
  refuse('bad_request', { errors: [{ pointer: '/memberId', code: 'custom', message }] })
}
