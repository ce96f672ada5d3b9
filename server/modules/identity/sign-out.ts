import type { CommandContext } from '#kernel/operations.ts'
import { closeSession } from './queries.ts'

/** Ends the session. Acting sessions opened in it are worth nothing without it. */
export async function signOut(ctx: CommandContext): Promise<undefined> {
  await ctx.passed
  const { channelId, sessionId } = ctx.actor
  closeSession(ctx.tx, sessionId, ctx.now)
  ctx.emit('session.ended', { channelId, sessionId })
  ctx.setSession(null)
  ctx.audit({ subjects: [sessionId] })
}
