import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { signIn as operation } from '#contract/identity.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { readClock } from '#kernel/gate.ts'
import { newToken } from '#kernel/tokens.ts'
import { countFailedSignIns, findLogin, insertSession, insertSignInAttempt, listMemberships } from './queries.ts'
import { failedSignInMinutes, maxFailedSignIns, newSession, viewNewSession } from './rules.ts'

/** Verified when nobody has the e-mail, so that a stranger cannot tell by the time it takes. */
let nobodysHash: Promise<string> | undefined

/**
 * Starts a session for an e-mail and a password. Every try is counted; after ten wrong ones in fifteen minutes the
 * e-mail has to wait, right password or not.
 */
export async function signIn(ctx: OpenContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  const emailHash = createHash('sha256').update(input.email).digest()
  const [failed, login] = await Promise.all([
    countFailedSignIns(ctx.db, emailHash, failedSignInMinutes),
    findLogin(ctx.db, input.email),
  ])
  if (failed >= maxFailedSignIns) refuse('too_many_requests', { retryAfter: failedSignInMinutes * 60 })
  nobodysHash ??= hash(randomBytes(32))
  const matches = await verify(login?.passwordHash ?? (await nobodysHash), input.password)
  await insertSignInAttempt(ctx.db, emailHash, ctx.from, login !== undefined && matches)
  if (!login || !matches) return refuse('credentials_wrong', {})
  const memberships = await listMemberships(ctx.db, login.identityId)
  const chosen = memberships.find(({ accountId }) => input.accountId === undefined || accountId === input.accountId)
  if (!chosen) return refuse('credentials_wrong', {})
  return ctx.transact(async (tx) => {
    const { now } = await readClock(tx)
    const token = newToken()
    const session = newSession(token, login.identityId, chosen, now)
    insertSession(tx, session)
    ctx.setSession(token)
    return viewNewSession(session, input.email, chosen, memberships)
  })
}
