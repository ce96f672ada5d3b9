import type { z } from 'zod'
import { challengeLabel, challengePrefix } from '#contract/single-sign-on.ts'
import type { AccountDomain, IdentityProvider } from '#contract/single-sign-on.ts'
import { Email } from '#contract/text.ts'
import type { AccountRow, DomainRow, ProviderRow } from './queries.ts'

/**
 * Why nobody is let in whom a provider has sent back. Outsiders are not told; the account's log is, where the provider
 * has vouched for somebody. What was no answer of it at all anybody can send, as often as they like.
 */
export type WhyNot =
  | 'provider_gone'
  | 'answer_invalid'
  | 'email_missing'
  | 'email_unverified'
  | 'domain_foreign'
  | 'member_unknown'
  | 'subject_differs'

/** Whose log it is that something is written into about an account. */
export const noteOf = (accountId: string, { kind }: AccountRow) =>
  kind === 'customer' ? { customerId: accountId } : kind === 'partner' ? { partnerId: accountId } : {}

/** What a provider says of somebody, as far as it counts here. */
export interface Claims {
  readonly sub: string
  readonly email?: unknown
  readonly email_verified?: unknown
}

/** What the secret of an account's client is sealed as. */
export const secretPurpose = (providerId: string) => `identity provider ${providerId}`
export const verifierPurpose = (providerId: string) => `single sign-on ${providerId}`

/** Where a provider sends people back to: another place for each account, so that none answers in another's name. */
export const redirectUriOf = (origin: string, accountId: string) => `${origin}/sso/${accountId}`

export const challengeNameOf = (domain: string) => `${challengeLabel}.${domain}`
export const challengeOf = (token: string) => `${challengePrefix}${token}`

/** What stands behind the @. */
export const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1)

/**
 * The e-mail that a provider vouches for, or why it vouches for none. It has to say that the e-mail is verified, for at
 * some anybody may enter whose they like; one that keeps silent counts where an administrator has said so. Some say it
 * as a word. The one who says no is believed.
 */
export function emailOf(
  claims: Claims,
  { acceptsUnverifiedEmails }: Pick<ProviderRow, 'acceptsUnverifiedEmails'>,
): { readonly email: string } | { readonly refused: WhyNot } {
  const email = Email.safeParse(claims.email)
  if (!email.success) return { refused: 'email_missing' }
  const said = claims.email_verified
  const isVerified = said === true || said === 'true' || (said === undefined && acceptsUnverifiedEmails)
  return isVerified ? { email: email.data } : { refused: 'email_unverified' }
}

export function viewProvider(row: ProviderRow): z.output<typeof IdentityProvider> {
  const { issuer, clientId, acceptsUnverifiedEmails, setAt } = row
  return { issuer, clientId, acceptsUnverifiedEmails, setAt: setAt.toISOString() }
}

export function viewDomain({ id, domain, token, addedAt, verifiedAt }: DomainRow): z.output<typeof AccountDomain> {
  return {
    id: id as z.output<typeof AccountDomain>['id'],
    domain,
    addedAt: addedAt.toISOString(),
    verifiedAt: verifiedAt?.toISOString() ?? null,
    record: { name: challengeNameOf(domain), value: challengeOf(token) },
  }
}
