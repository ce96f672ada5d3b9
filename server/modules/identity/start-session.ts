import type { signIn as operation } from '#contract/identity.ts'
import type { Output } from '#contract/operation.ts'
import type { Tx } from '#kernel/db.ts'
import { readClock } from '#kernel/gate.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { newToken } from '#kernel/tokens.ts'
import { insertSession } from './queries.ts'
import type { Membership } from './queries.ts'
import { newSession, viewNewSession } from './rules.ts'
import type { SessionStart } from './rules.ts'

/** Starts the session of somebody who has proven who they are; its cookie goes out with the answer. */
export async function startSession(
  ctx: OpenContext,
  tx: Tx,
  start: SessionStart,
  { email, memberships }: { readonly email: string; readonly memberships: readonly Membership[] },
): Promise<Output<typeof operation>> {
  const { now } = await readClock(tx)
  const token = newToken()
  const session = newSession(token, start, now)
  insertSession(tx, session)
  ctx.setSession(token)
  return viewNewSession(session, email, start.chosen, memberships)
}
