import type { Input } from '#contract/operation.ts'
import type { changePassword as operation } from '#contract/passwords.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endAllSessions } from './end-all-sessions.ts'
import type { ProvenPassword } from './prove-password.ts'
import { forgetTries } from './queries/factors.ts'
import { endReset, findPasswordHash, setPasswordHash } from './queries/passwords.ts'
import { guesserOf, refusePassword } from './rules.ts'

/**
 * Changes the person's own password. Whoever knew the old one is signed out everywhere else, and a link by which it
 * could have been set anew is worth nothing.
 */
export async function changePassword(
  ctx: CommandContext,
  _: Input<typeof operation>,
  proven: ProvenPassword | undefined,
): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId, sessionId } = actor
  // What was proven counts as long as it is the password: whoever sets another comes before this, or after it.
  const countsNow = await findPasswordHash(tx, identityId)
  if (proven?.knownHash !== countsNow) return refusePassword()
  setPasswordHash(tx, identityId, proven.newHash)
  forgetTries(tx, guesserOf(actor))
  await endReset(tx, identityId)
  await endAllSessions(tx, identityId, { kept: sessionId, endedAt: now })
  ctx.emit('factors.changed', { identityId, change: 'password_changed' })
  ctx.audit({ subjects: [actor.memberId] })
}
