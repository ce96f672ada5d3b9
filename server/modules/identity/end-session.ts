import type { Input } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { endSession as operation } from '#contract/sessions.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { closeSession } from './queries.ts'
import { lockSession } from './queries/sessions.ts'

/** Ends one of the person's own sessions: its next request finds nobody. Ending this one is signing out. */
export async function endSession(ctx: CommandContext, { sessionId }: Input<typeof operation>): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const found = await lockSession(tx, actor, sessionId)
  if (!found) return refuse('not_found', {})
  if (found.endedAt) return ctx.nothingDone()
  closeSession(tx, sessionId, now)
  ctx.emit('session.ended', { channelId: found.channelId, sessionId })
  if (sessionId === actor.sessionId) ctx.setSession(null)
  ctx.audit({ subjects: [sessionId] })
}
