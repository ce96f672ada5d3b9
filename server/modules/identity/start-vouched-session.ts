import type { Tx } from '#kernel/db.ts'
import type { OpenContext } from '#kernel/operations.ts'
import type { MemberLogin } from './queries.ts'
import { startSession } from './start-session.ts'

/**
 * Starts a session by the word of an account's identity provider. It is for that account alone, whatever else the
 * person is a member of, and counts as one that has shown no factor: none of the person's own was.
 */
export async function startVouchedSession(
  ctx: OpenContext,
  tx: Tx,
  vouched: MemberLogin & { readonly email: string; readonly identityProviderId: string },
): ReturnType<typeof startSession> {
  const { identityId, membership: chosen, email, identityProviderId: vouchedBy } = vouched
  const start = { identityId, chosen, browser: ctx, withFactor: false, vouchedBy }
  return startSession(ctx, tx, start, { email, memberships: [chosen] })
}
