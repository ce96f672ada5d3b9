import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { finishSingleSignOn as operation } from '#contract/single-sign-on.ts'
import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { findMemberByEmail, startVouchedSession } from '#modules/identity/index.ts'
import { redeem } from './adapters/open-id.ts'
import { findAccount, findProvider, holdProvider, holdVerified } from './queries.ts'
import type { ProviderRow } from './queries.ts'
import { bindSubject, spendAttempt } from './queries/attempts.ts'
import type { Attempt } from './queries/attempts.ts'
import { domainOf, emailOf, noteOf, secretPurpose, verifierPurpose } from './rules.ts'
import type { Claims, WhyNot } from './rules.ts'

const code = 'single_sign_on_refused'
type Finish = Input<typeof operation>

/** Why somebody is not let in: for the account's log alone. */
class NotLetIn extends Error {
  readonly refused: WhyNot
  readonly memberId: string | undefined
  constructor(refused: WhyNot, why: { memberId?: string; cause?: unknown } = {}) {
    super(refused, { cause: why.cause })
    this.refused = refused
    this.memberId = why.memberId
  }
}

/**
 * Signs in whom the provider has sent back, into its own account and no other. The attempt is used up before anybody is
 * asked, and whatever is wrong is told in the same words.
 */
export async function finishSingleSignOn(ctx: OpenContext, input: Finish): Promise<Output<typeof operation>> {
  const { accountId, state } = input
  ctx.setBrowserSecret(null)
  const hashes = { stateHash: hashOfToken(state), browserHash: hashOfToken(ctx.browserSecret ?? '') }
  const attempt = await spendAttempt(ctx.db, { ...hashes, accountId })
  if (!attempt) return refuse(code, {})
  try {
    const provider = await findProvider(ctx.db, attempt.identityProviderId)
    if (!provider) throw new NotLetIn('provider_gone')
    const claims = await ask(ctx, provider, attempt, input)
    return await ctx.transact(async (tx) => letIn(ctx, tx, provider, claims))
  } catch (error) {
    if (!(error instanceof NotLetIn)) throw error
    const { refused, memberId } = error
    ctx.log.warn(
      { requestId: ctx.requestId, accountId, refused, why: whyOf(error.cause) },
      'single sign-on was refused',
    )
    const account = refused === 'answer_invalid' ? undefined : await findAccount(ctx.db, accountId)
    const note = { subjects: memberId === undefined ? [] : [memberId], detail: { refused } }
    if (account) await ctx.logRefusal(account.channelId, code, { ...note, ...noteOf(accountId, account) })
    return refuse(code, {})
  }
}

async function ask(
  { outgoing, vault }: OpenContext,
  provider: ProviderRow,
  { redirectUri, nonce, sealedVerifier }: Attempt,
  { state, code: sent, iss }: Finish,
): Promise<Claims> {
  const clientSecret = vault.unseal(secretPurpose(provider.id), provider.sealedSecret)
  const verifier = vault.unseal(verifierPurpose(provider.id), sealedVerifier)
  const returned = iss === undefined ? { code: sent } : { code: sent, iss }
  try {
    return await redeem(outgoing, { ...provider, clientSecret }, { redirectUri, state, nonce, verifier }, returned)
  } catch (cause) {
    throw new NotLetIn('answer_invalid', { cause })
  }
}

/** A member of the provider's account, with an e-mail of a domain that is that account's, known by one name to it. */
async function letIn(
  ctx: OpenContext,
  tx: Tx,
  provider: ProviderRow,
  claims: Claims,
): Promise<Output<typeof operation>> {
  const { id: identityProviderId, accountId, issuer } = provider
  const vouched = emailOf(claims, provider)
  if ('refused' in vouched) throw new NotLetIn(vouched.refused)
  const { email } = vouched
  const [isLive, isOwnDomain, found] = await Promise.all([
    holdProvider(tx, identityProviderId),
    holdVerified(tx, accountId, domainOf(email)),
    findMemberByEmail(tx, accountId, email),
  ])
  if (!isLive) throw new NotLetIn('provider_gone')
  if (!isOwnDomain) throw new NotLetIn('domain_foreign')
  if (!found) throw new NotLetIn('member_unknown')
  const { memberId } = found.membership
  if (!(await bindSubject(tx, { accountId, issuer, subject: claims.sub, memberId })))
    throw new NotLetIn('subject_differs', { memberId })
  const { sessionId, answer } = await startVouchedSession(ctx, tx, { ...found, email, identityProviderId })
  const { requestId, from: sentFrom } = ctx
  const about = { accountId, memberId, sessionId, identityProviderId }
  emitEvent(tx, 'single_sign_on.finished', { ...about, requestId, sentFrom })
  return answer
}

/** What went wrong by its name alone: the library's errors carry along what was answered. */
function whyOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { code: named } = cause as { code?: unknown }
  return typeof named === 'string' ? named : cause.name
}
