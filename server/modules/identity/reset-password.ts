import { hash } from '@node-rs/argon2'
import type { Input } from '#contract/operation.ts'
import type { resetPassword as operation } from '#contract/passwords.ts'
import { refuse } from '#contract/refusals.ts'
import { readClock } from '#kernel/gate.ts'
import { emitEvent } from '#kernel/jobs.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { endAllSessions } from './end-all-sessions.ts'
import { listMemberships } from './queries.ts'
import { endReset, findReset, holdIdentity, setPasswordHash, spendReset } from './queries/passwords.ts'
import { actorOf } from './rules.ts'

/**
 * Sets the password of whom a link was mailed to. It takes the place of the password and of nothing else: who has an
 * authenticator app still needs it to sign in.
 */
export async function resetPassword(
  ctx: OpenContext,
  { token, newPassword }: Input<typeof operation>,
): Promise<undefined> {
  const tokenHash = hashOfToken(token)
  const identityId = await findReset(ctx.db, tokenHash)
  if (identityId === undefined) return refuse('reset_link_over', {})
  const passwordHash = await hash(newPassword)
  await ctx.transact(async (tx) => {
    const [, , isSpent, { now }] = await Promise.all([
      shutTurnstile(tx, identityId),
      holdIdentity(tx, identityId, 'alone'),
      spendReset(tx, tokenHash),
      readClock(tx),
    ])
    if (!isSpent) refuse('reset_link_over', {})
    setPasswordHash(tx, identityId, passwordHash)
    await endReset(tx, identityId)
    await endAllSessions(tx, identityId, { kept: null, endedAt: now })
    emitEvent(tx, 'factors.changed', { identityId, change: 'password_reset' })
    for (const membership of await listMemberships(tx, identityId))
      await ctx.audit(tx, actorOf(identityId, membership), { subjects: [membership.memberId] })
  })
}
