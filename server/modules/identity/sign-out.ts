import type { CommandContext } from '#kernel/operations.ts'
import { endSession } from './queries.ts'

/** Ends the session. Acting sessions opened in it are worth nothing without it. */
export async function signOut(ctx: CommandContext): Promise<undefined> {
  await ctx.passed
  endSession(ctx.tx, ctx.actor.sessionId, ctx.now)
  ctx.setSession(null)
  ctx.audit({ subjects: [ctx.actor.sessionId] })
}
