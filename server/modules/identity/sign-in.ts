import { createHash } from 'node:crypto'
import type { signIn as operation } from '#contract/identity.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { findLogin, listMemberships } from './queries.ts'
import { claimFactorTry, findAuthenticatorApp } from './queries/factors.ts'
import type { AuthenticatorApp } from './queries/factors.ts'
import { claimSignInTry, forgetSignInTries, signInAttempt } from './queries/sign-ins.ts'
import { refuseFactor, signInTriesMinutes, triesRetrySeconds } from './rules.ts'
import { startSession } from './start-session.ts'
import { verifyPassword } from './verify-password.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

/**
 * Starts a session for an e-mail and a password, and for a code where the person has an authenticator app. Every try is
 * counted before anything is compared; after ten that started no session in fifteen minutes the e-mail has to wait,
 * right password or not.
 */
export async function signIn(ctx: OpenContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  const emailHash = createHash('sha256').update(input.email).digest()
  if (!(await claimSignInTry(ctx.db, emailHash))) refuse('too_many_requests', { retryAfter: signInTriesMinutes * 60 })
  try {
    return await proveAndStart(ctx, input, emailHash)
  } catch (error) {
    await ctx.db.all(signInAttempt({ emailHash, sentFrom: ctx.from, succeeded: false }))
    throw error
  }
}

async function proveAndStart(
  ctx: OpenContext,
  input: Input<typeof operation>,
  emailHash: Buffer,
): Promise<Output<typeof operation>> {
  const login = await findLogin(ctx.db, input.email)
  const matches = await verifyPassword(login?.passwordHash, input.password)
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
    const { answer } = await startSession(ctx, tx, start, { email: input.email, memberships, passwordHash })
    forgetSignInTries(tx, emailHash)
    tx.write(signInAttempt({ emailHash, sentFrom: ctx.from, succeeded: true }))
    return answer
  })
}

type Shown = Pick<Input<typeof operation>, 'authenticatorCode' | 'recoveryCode'>

/** The try is counted before anything is compared, for good. */
async function claimSecondFactor(ctx: OpenContext, identityId: string, input: Shown): Promise<void> {
  if (input.authenticatorCode === undefined && input.recoveryCode === undefined) refuse('factor_missing', {})
  if (!(await claimFactorTry(ctx.db, { identityId, memberId: null })))
    refuse('too_many_requests', { retryAfter: triesRetrySeconds })
}

async function proveSecondFactor(
  ctx: OpenContext,
  tx: Parameters<typeof verifySecondFactor>[0],
  identityId: string,
  shown: Shown & { readonly app: AuthenticatorApp },
): Promise<void> {
  if (!(await verifySecondFactor(tx, ctx.vault, { identityId, memberId: null }, shown))) refuseFactor()
}
