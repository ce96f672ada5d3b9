import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { singleSignOnMinutes } from '#contract/single-sign-on.ts'
import type { startSingleSignOn as operation } from '#contract/single-sign-on.ts'
import type { OpenContext } from '#kernel/operations.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { startUrl } from './adapters/open-id.ts'
import { findProviderOf, findVerified } from './queries.ts'
import { claimStart, insertAttempt } from './queries/attempts.ts'
import { domainOf, redirectUriOf, secretPurpose, verifierPurpose } from './rules.ts'

const retrySeconds = 30

/**
 * Begins a sign-in at the provider of the account that has proven the e-mail's domain. Only the domain is looked at, so
 * that neither the answer nor its time tells whether anybody has the e-mail. What strangers begin is counted for each
 * account, so that they neither fill the database nor have the provider asked without end.
 */
export async function startSingleSignOn(
  ctx: OpenContext,
  { email }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const domain = await findVerified(ctx.db, domainOf(email))
  const provider = domain && (await findProviderOf(ctx.db, domain.accountId))
  if (!provider) return refuse('single_sign_on_unavailable', {})
  const { id: identityProviderId, accountId } = provider
  const browserSecret = newToken()
  const thread = {
    redirectUri: redirectUriOf(ctx.origins[0] ?? '', accountId),
    state: newToken(),
    nonce: newToken(),
    verifier: newToken(),
  }
  if (!(await claimStart(ctx.db, accountId))) refuse('too_many_requests', { retryAfter: singleSignOnMinutes * 60 })
  const clientSecret = ctx.vault.unseal(secretPurpose(identityProviderId), provider.sealedSecret)
  const url = await startUrl(ctx.outgoing, { ...provider, clientSecret }, thread, email).catch(() => undefined)
  if (!url) return refuse('identity_provider_unavailable', { retryAfter: retrySeconds })
  await ctx.transact(async (tx) =>
    insertAttempt(tx, {
      stateHash: hashOfToken(thread.state),
      browserHash: hashOfToken(browserSecret),
      accountId,
      identityProviderId,
      redirectUri: thread.redirectUri,
      nonce: thread.nonce,
      sealedVerifier: ctx.vault.seal(verifierPurpose(identityProviderId), thread.verifier),
    }),
  )
  ctx.setBrowserSecret(browserSecret)
  return { url: url.href }
}
