import { hash } from '@node-rs/argon2'
import type { Input } from '#contract/operation.ts'
import type { changePassword as operation } from '#contract/passwords.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endAllSessions } from './end-all-sessions.ts'
import { forgetTries } from './queries/factors.ts'
import { endReset, findPasswordHash, setPasswordHash } from './queries/passwords.ts'
import { guesserOf, refusePassword } from './rules.ts'
import { verifyPassword } from './verify-password.ts'

/**
 * Changes the person's own password. Whoever knew the old one is signed out everywhere else, and a link by which it
 * could have been set anew is worth nothing.
 */
export async function changePassword(
  ctx: CommandContext,
  { currentPassword, newPassword }: Input<typeof operation>,
): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId, sessionId } = actor
  // Nobody sets it anew meanwhile: that ends this session, and so waits for this request, or has refused it.
  const knownHash = await findPasswordHash(tx, identityId)
  if (!(await verifyPassword(knownHash, currentPassword))) refusePassword()
  const newHash = await hash(newPassword)
  setPasswordHash(tx, identityId, newHash)
  forgetTries(tx, guesserOf(actor))
  await endReset(tx, identityId)
  await endAllSessions(tx, identityId, { kept: sessionId, endedAt: now })
  ctx.emit('factors.changed', { identityId, change: 'password_changed' })
  ctx.audit({ subjects: [actor.memberId] })
}
