import { createHash } from 'node:crypto'
import type { signIn as operation } from '#contract/identity.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { countFailedSignIns, findLogin, insertSignInAttempt, listMemberships } from './queries.ts'
import { claimFactorTry, findAuthenticatorApp } from './queries/factors.ts'
import type { AuthenticatorApp } from './queries/factors.ts'
import { failedSignInMinutes, maxFailedSignIns, refuseFactor, triesRetrySeconds } from './rules.ts'
import { startSession } from './start-session.ts'
import { verifyPassword } from './verify-password.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

/**
 * Starts a session for an e-mail and a password, and for a code where the person has an authenticator app. Every try is
 * counted; after ten wrong ones in fifteen minutes the e-mail has to wait, right password or not.
 */
export async function signIn(ctx: OpenContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  const emailHash = createHash('sha256').update(input.email).digest()
  const [failed, login] = await Promise.all([
    countFailedSignIns(ctx.db, emailHash, failedSignInMinutes),
    findLogin(ctx.db, input.email),
  ])
  if (failed >= maxFailedSignIns) refuse('too_many_requests', { retryAfter: failedSignInMinutes * 60 })
  const matches = await verifyPassword(login?.passwordHash, input.password)
  await insertSignInAttempt(ctx.db, emailHash, ctx.from, matches)
  if (!login || !matches) return refuse('credentials_wrong', {})
  const { identityId, passwordHash } = login
  const [memberships, app] = await Promise.all([
    listMemberships(ctx.db, identityId),
    findAuthenticatorApp(ctx.db, identityId),
  ])
  const chosen = memberships.find(({ accountId }) => input.accountId === undefined || accountId === input.accountId)
  if (!chosen) return refuse('credentials_wrong', {})
  const enrolled = app?.isConfirmed ? app : undefined
  if (enrolled) await claimSecondFactor(ctx, identityId, input)
  return ctx.transact(async (tx) => {
    if (enrolled) await proveSecondFactor(ctx, tx, identityId, { ...input, app: enrolled })
    const start = { identityId, chosen, browser: ctx, withFactor: enrolled !== undefined }
    return startSession(ctx, tx, start, { email: input.email, memberships, passwordHash })
  })
}

type Shown = Pick<Input<typeof operation>, 'authenticatorCode' | 'recoveryCode'>

/** The try is counted before anything is compared, for good. */
async function claimSecondFactor(ctx: OpenContext, identityId: string, input: Shown): Promise<void> {
  if (input.authenticatorCode === undefined && input.recoveryCode === undefined) refuse('factor_missing', {})
  if (!(await claimFactorTry(ctx.db, identityId))) refuse('too_many_requests', { retryAfter: triesRetrySeconds })
}

async function proveSecondFactor(
  ctx: OpenContext,
  tx: Parameters<typeof verifySecondFactor>[0],
  identityId: string,
  shown: Shown & { readonly app: AuthenticatorApp },
): Promise<void> {
  if (!(await verifySecondFactor(tx, ctx.vault, identityId, shown))) refuseFactor()
}
