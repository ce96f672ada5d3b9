import { z } from 'zod'
import { NewSession } from './identity.ts'
import { AccountId, DomainId } from './ids.ts'
import { operation } from './operation.ts'
import { Email, Instant, text } from './text.ts'

/** An account has at most so many domains. */
export const maxDomains = 20
/** The name below a domain at which its owner answers, and what the answer begins with. */
export const challengeLabel = '_procura-challenge'
export const challengePrefix = 'procura-verification='
/** So long somebody has for signing in at their provider. */
export const singleSignOnMinutes = 10

/** What stands in a provider’s address before what it says of itself; given so, it could speak for another issuer. */
const isIssuer = (value: string) => {
  const url = URL.parse(value)
  const isBare = url?.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return isBare && ['https:', 'http:'].includes(url.protocol) && !url.pathname.includes('/.well-known/')
}
const Issuer = text(500).refine(isIssuer, 'Must be the address of an issuer, as https://login.example.com')

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
/** A name in the public DNS, as it stands behind the @ of an e-mail. */
const DomainName = z
  .string()
  .max(200)
  .toLowerCase()
  .regex(new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`), 'Must be a domain, as example.com')

export const IdentityProvider = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** Whether an e-mail counts of which the provider does not say that it is verified. One that it denies never does. */
  acceptsUnverifiedEmails: z.boolean(),
  setAt: Instant,
})

export const AccountDomain = z.object({
  id: DomainId,
  domain: z.string(),
  addedAt: Instant,
  /** Null: it is claimed only, and nobody signs in by it. */
  verifiedAt: Instant.nullable(),
  /** The TXT record that proves whose the domain is, and has to stay. */
  record: z.object({ name: z.string(), value: z.string() }),
})

export const getSingleSignOn = operation({
  name: 'getSingleSignOn',
  method: 'GET',
  path: '/single-sign-on',
  summary: 'The account’s identity provider and domains. The provider’s secret is never shown again.',
  permission: 'single_sign_on:manage',
  personal: true,
  input: z.strictObject({}),
  output: z.object({ provider: IdentityProvider.nullable(), domains: z.array(AccountDomain) }),
})

export const setIdentityProvider = operation({
  name: 'setIdentityProvider',
  method: 'PUT',
  path: '/single-sign-on/provider',
  summary:
    'Set the account’s OpenID Connect provider, in the place of the one before, once it has answered for itself. ' +
    'Sessions that came by the one before end, and API keys made in them.',
  permission: 'single_sign_on:manage',
  personal: true,
  stepUp: true,
  perMinute: 120,
  input: z.strictObject({
    issuer: Issuer,
    clientId: text(200),
    clientSecret: text(500),
    /** For providers that vouch for their e-mails without saying so: then each must be a person’s own there. */
    acceptsUnverifiedEmails: z.boolean().default(false),
  }),
  output: IdentityProvider,
  refusals: ['identity_provider_unfit', 'step_up_needed'],
})

export const removeIdentityProvider = operation({
  name: 'removeIdentityProvider',
  method: 'DELETE',
  path: '/single-sign-on/provider',
  summary: 'Remove the account’s identity provider. Sessions that came by it end, and API keys made in them.',
  permission: 'single_sign_on:manage',
  personal: true,
  stepUp: true,
  perMinute: 120,
  input: z.strictObject({}),
  output: z.undefined(),
  status: 204,
  refusals: ['step_up_needed'],
})

export const addDomain = operation({
  name: 'addDomain',
  method: 'POST',
  path: '/single-sign-on/domains',
  summary: 'Claim a domain. It counts once its DNS has the record that the answer tells.',
  permission: 'single_sign_on:manage',
  personal: true,
  input: z.strictObject({ domain: DomainName }),
  output: AccountDomain,
  status: 201,
  refusals: ['domain_limit_reached', 'domain_present'],
})

export const verifyDomain = operation({
  name: 'verifyDomain',
  method: 'POST',
  path: '/single-sign-on/domains/{domainId}:verify',
  summary:
    'Ask the DNS whether the domain has its record. From then on members with an e-mail of it sign in by it. ' +
    'Another account that had it verified, and whose record is not there any more, loses it.',
  permission: 'single_sign_on:manage',
  personal: true,
  stepUp: true,
  perMinute: 120,
  input: z.strictObject({ domainId: DomainId }),
  output: AccountDomain,
  refusals: ['domain_taken', 'domain_unproven', 'step_up_needed'],
})

export const removeDomain = operation({
  name: 'removeDomain',
  method: 'DELETE',
  path: '/single-sign-on/domains/{domainId}',
  summary: 'Give a domain up. Sessions that came by the provider with an e-mail of it end, and API keys made in them.',
  permission: 'single_sign_on:manage',
  personal: true,
  stepUp: true,
  perMinute: 120,
  input: z.strictObject({ domainId: DomainId }),
  output: z.undefined(),
  status: 204,
  refusals: ['step_up_needed'],
})

export const startSingleSignOn = operation({
  name: 'startSingleSignOn',
  method: 'POST',
  path: '/sessions:start-single-sign-on',
  perMinute: 60,
  summary:
    'Get the address of the provider that answers for the domain of an e-mail, to go there in this browser. ' +
    'Whether anybody has the e-mail is not told.',
  permission: 'anyone',
  input: z.strictObject({ email: Email }),
  output: z.object({ url: z.string() }),
  refusals: ['identity_provider_unavailable', 'single_sign_on_unavailable'],
})

export const finishSingleSignOn = operation({
  name: 'finishSingleSignOn',
  method: 'POST',
  path: '/sessions:finish-single-sign-on',
  perMinute: 60,
  summary:
    'Sign in with what the provider has sent the same browser back with. The session comes as a cookie, ' +
    'and is for the provider’s account alone.',
  permission: 'anyone',
  input: z.strictObject({
    accountId: AccountId,
    state: text(200),
    code: text(4000),
    /** The issuer, as the provider named itself in the answer (RFC 9207). */
    iss: text(500).optional(),
  }),
  output: NewSession,
  status: 201,
  refusals: ['single_sign_on_refused'],
})
