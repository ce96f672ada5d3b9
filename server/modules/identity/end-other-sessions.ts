import type { Output } from '#contract/operation.ts'
import type { endOtherSessions as operation } from '#contract/sessions.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endAllSessions } from './end-all-sessions.ts'
import { accountOfWord } from './rules.ts'

/** Ends every session of the person but the one that asks, in whichever account each is that this one may reach. */
export async function endOtherSessions(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const within = accountOfWord(actor)
  const ended = await endAllSessions(tx, actor.identityId, {
    kept: actor.sessionId,
    endedAt: now,
    ...(within === undefined ? {} : { within }),
  })
  ctx.audit({ subjects: ended })
  return { ended: ended.length }
}
