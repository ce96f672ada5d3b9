import type { startActingSession as operation } from '#contract/acting.ts'
import { delegationWalls } from '#contract/authority.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuseWalls } from '#kernel/gate.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { lockGrant } from '#modules/authorizations/index.ts'
import { insertActingSession, replaceActingSession } from './queries/sessions.ts'
import { expiryOf, viewActingSession } from './rules.ts'

/**
 * Switches role: one member begins to act in one customer's account, under the authorization in force between the two.
 * It is tied to the member's own session, or to the API key of a program, and takes the place of one that the same
 * member still has there. Nobody switches twice at once, since no other command of theirs runs beside this.
 */
export async function startActingSession(
  ctx: CommandContext,
  { customerId, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, customer, now, tx } = ctx
  const { channelId } = customer
  const { memberId, accountId: partnerId } = actor
  const grant = await lockGrant(tx, { channelId, customerId, partnerId })
  refuseWalls(delegationWalls({ ...ctx.facts, authorization: grant?.facts ?? null }))
  if (!grant) throw new Error('no authorization stands behind an acting session')
  const row = {
    id: newId('acting'),
    customerId,
    partnerId,
    memberId,
    memberName: actor.memberName,
    authorizationId: grant.id,
    reason,
    startedAt: now,
    expiresAt: expiryOf(now, grant.facts.validUntil, ...(actor.apiKey ? [actor.apiKey.expiresAt] : [])),
    lastUsedAt: now,
    endedAt: null,
    endCause: null,
  }
  replaceActingSession(tx, { channelId, memberId, customerId }, now)
  insertActingSession(tx, { ...row, channelId, sessionId: actor.sessionId })
  ctx.emit('acting_session.started', { channelId, customerId, partnerId, actingSessionId: row.id })
  ctx.audit({ subjects: [customerId, row.id, grant.id], partnerId, reason })
  const names = { customerName: customer.name, partnerName: actor.accountName }
  return viewActingSession({ ...row, ...names, authorizationState: grant.facts.state, authorizationEndedAt: null }, now)
}
