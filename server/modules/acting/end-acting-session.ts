import type { endActingSession as operation } from '#contract/acting.ts'
import { holdsPermission } from '#contract/authority.ts'
import type { Input } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { endOneSession, lockActingSession } from './queries/sessions.ts'
import { endingOf } from './rules.ts'

/**
 * Switches back. Leaving one's own always works, also when it is long over; the owner of the customer may end any in
 * its account. Nobody else learns whether there is such a session.
 */
export async function endActingSession(
  ctx: CommandContext,
  { actingSessionId }: Input<typeof operation>,
): Promise<undefined> {
  await ctx.passed
  const { actor, now } = ctx
  if (actor.kind === 'customer') await shutTurnstile(ctx.tx, actor.accountId)
  const row = await lockActingSession(ctx.tx, actor, actingSessionId)
  const isOwn = row?.memberId === actor.memberId
  if (!row || (actor.kind !== 'customer' && !isOwn)) return refuse('not_found', {})
  const wall = isOwn ? null : holdsPermission(ctx.facts, 'acting:end')
  if (wall) refuseWalls([wall])
  if (endingOf(row, now)) return ctx.nothingDone()
  endOneSession(ctx.tx, actor.channelId, row.id, { endedAt: now, endCause: isOwn ? 'left' : 'ended_by_customer' })
  const { customerId, partnerId, authorizationId } = row
  ctx.announce('acting_session.ended', { channelId: actor.channelId, customerId, partnerId, actingSessionId: row.id })
  ctx.audit({ subjects: [customerId, row.id, authorizationId], customerId, partnerId })
}
