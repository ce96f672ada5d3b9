import type { signInWithPasskey as operation } from '#contract/passkeys.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { findEmail, listMemberships } from './queries.ts'
import { refuseFactor } from './rules.ts'
import { startSession } from './start-session.ts'
import { verifyPasskey } from './verify-passkey.ts'

/**
 * Starts a session for whoever holds a passkey. No password and no code is asked for: the authenticator has verified
 * its holder, so that it is what somebody has and what they know or are, at once.
 */
export async function signInWithPasskey(
  ctx: OpenContext,
  { passkey, accountId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return ctx.transact(async (tx) => {
    const expected = { purpose: 'sign_in', sessionId: null, origins: ctx.origins } as const
    const { identityId } = await verifyPasskey(tx, passkey, expected)
    const [email, memberships] = await Promise.all([findEmail(tx, identityId), listMemberships(tx, identityId)])
    const chosen = memberships.find((one) => accountId === undefined || one.accountId === accountId)
    if (!chosen) return refuseFactor()
    const start = { identityId, chosen, browser: ctx, withFactor: true }
    return (await startSession(ctx, tx, start, { email, memberships })).answer
  })
}
