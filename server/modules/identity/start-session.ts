import type { signIn as operation } from '#contract/identity.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Tx } from '#kernel/db.ts'
import { readClock } from '#kernel/gate.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { newToken } from '#kernel/tokens.ts'
import { holdIdentity } from './queries/passwords.ts'
import { insertSession } from './queries.ts'
import type { Membership } from './queries.ts'
import { newSession, viewNewSession } from './rules.ts'
import type { SessionStart } from './rules.ts'

/** Whom a session is started for, and the hash of the password that was proven, where it was one. */
export interface Proven {
  readonly email: string
  readonly memberships: readonly Membership[]
  readonly passwordHash?: string
}

/**
 * Starts the session of somebody who has proven who they are; its cookie goes out with the answer. A password that was
 * set anew since it was compared proves nothing.
 */
export async function startSession(
  ctx: OpenContext,
  tx: Tx,
  start: SessionStart,
  { email, memberships, passwordHash }: Proven,
): Promise<{ readonly sessionId: string; readonly answer: Output<typeof operation> }> {
  const [currentHash, { now }] = await Promise.all([holdIdentity(tx, start.identityId, 'shared'), readClock(tx)])
  if (passwordHash !== undefined && passwordHash !== currentHash) refuse('credentials_wrong', {})
  const token = newToken()
  const session = newSession(token, start, now)
  insertSession(tx, session)
  ctx.setSession(token)
  return { sessionId: session.id, answer: viewNewSession(session, email, start.chosen, memberships) }
}
