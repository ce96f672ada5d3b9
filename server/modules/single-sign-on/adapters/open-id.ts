import type * as OpenIdClient from 'openid-client'
import { AddressRefused } from '#kernel/outgoing.ts'
import type { Outgoing } from '#kernel/outgoing.ts'
import type { Claims } from '../rules.ts'

type Library = typeof OpenIdClient

/** Whom Procura is to a provider, whose row is never another's. */
export interface Client {
  readonly id: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What a sign-in stands on from its beginning to its end. */
export interface Thread {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What a provider has sent somebody back with. */
export interface Returned {
  readonly code: string
  readonly iss?: string
}

export type Unfit = 'not_https' | 'address_refused' | 'unreachable' | 'issuer_differs' | 'no_code_flow'

/** What a provider says of itself: the issuer as it writes it, or why it cannot be used. */
export type Introduction = { readonly issuer: string } | { readonly unfit: Unfit }

/** Asks a provider about itself, and compares what it says with what it was called. */
export async function introduce(outgoing: Outgoing, issuer: string): Promise<Introduction> {
  if (!issuer.startsWith('https:') && !outgoing.privateNetworks) return { unfit: 'not_https' }
  try {
    const config = await discover(await loadLibrary(), outgoing, { issuer, clientId: 'procura', clientSecret: '' })
    const {
      issuer: named,
      authorization_endpoint: start,
      token_endpoint: token,
      jwks_uri: keys,
    } = config.serverMetadata()
    // The library knows issuers that speak for each of their tenants; here one speaks for one account.
    if (URL.parse(named)?.href !== URL.parse(issuer)?.href) return { unfit: 'issuer_differs' }
    const spoken = [start, token, keys].every((url) => url !== undefined && isSpoken(outgoing, url))
    return spoken ? { issuer: named } : { unfit: 'no_code_flow' }
  } catch (error) {
    if (causesOf(error).some((cause) => cause instanceof AddressRefused)) return { unfit: 'address_refused' }
    const isOther = causesOf(error).some((cause) => (cause as { code?: unknown }).code === attributeDiffers)
    return { unfit: isOther ? 'issuer_differs' : 'unreachable' }
  }
}

/** The library's code for a document that names another issuer than it was asked for. */
const attributeDiffers = 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'
/** Somebody is signing in, who waits for three answers at the most. */
const timeoutSeconds = 5

/** Where somebody goes to sign in. */
export async function startUrl(outgoing: Outgoing, client: Client, thread: Thread, email: string): Promise<URL> {
  const library = await loadLibrary()
  const config = await discoverLately(library, outgoing, client)
  const url = library.buildAuthorizationUrl(config, {
    redirect_uri: thread.redirectUri,
    scope: 'openid email',
    state: thread.state,
    nonce: thread.nonce,
    code_challenge: await library.calculatePKCECodeChallenge(thread.verifier),
    code_challenge_method: 'S256',
    login_hint: email,
  })
  if (!isSpoken(outgoing, url.href)) throw new AddressRefused('nobody is sent to such an address')
  return url
}

/**
 * What a provider says of whom it has sent back. The library checks the issuer, the state, the nonce, the code
 * challenge, for whom the token is and until when, and its signature by the provider's published keys.
 */
export async function redeem(
  outgoing: Outgoing,
  client: Client,
  thread: Thread,
  { code, iss }: Returned,
): Promise<Claims> {
  const library = await loadLibrary()
  const config = await discoverLately(library, outgoing, client)
  const back = new URL(thread.redirectUri)
  for (const [name, value] of Object.entries({ code, state: thread.state, iss }))
    if (value !== undefined) back.searchParams.set(name, value)
  const tokens = await library.authorizationCodeGrant(config, back, {
    expectedState: thread.state,
    expectedNonce: thread.nonce,
    pkceCodeVerifier: thread.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('there are no claims')
  if (claims['email'] !== undefined || config.serverMetadata().userinfo_endpoint === undefined) return claims
  // Some providers keep what was asked for by scope out of the token, and tell it only when asked again.
  return library.fetchUserInfo(config, tokens.access_token, claims.sub)
}

/** Loaded when the first account signs in so: a start does not wait for what nobody may use. */
const loadLibrary = (): Promise<Library> => import('openid-client')

const isSpoken = ({ privateNetworks }: Outgoing, url: string) =>
  url.startsWith('https://') || (privateNetworks && url.startsWith('http://'))

const keptMs = 60_000
/** What providers have said of themselves within the last minute, by their rows; each forgets itself. */
const kept = new WeakMap<Outgoing, Map<string, Promise<OpenIdClient.Configuration>>>()

/** Asks a provider about itself once a minute at the most, however many strangers begin to sign in there. */
function discoverLately(library: Library, outgoing: Outgoing, client: Client): Promise<OpenIdClient.Configuration> {
  const own = kept.get(outgoing) ?? new Map<string, Promise<OpenIdClient.Configuration>>()
  kept.set(outgoing, own)
  const said = own.get(client.id)
  if (said) return said
  const asked = discover(library, outgoing, client)
  own.set(client.id, asked)
  const forget = () => void own.delete(client.id)
  asked.then(() => setTimeout(forget, keptMs).unref(), forget)
  return asked
}

async function discover(
  library: Library,
  outgoing: Outgoing,
  { issuer, clientId, clientSecret }: Omit<Client, 'id'>,
): Promise<OpenIdClient.Configuration> {
  const config = await library.discovery(new URL(issuer), clientId, undefined, showSecret(library, clientSecret), {
    timeout: timeoutSeconds,
    [library.customFetch]: (url, asked) => outgoing.fetch(url, asked),
    execute: outgoing.privateNetworks ? [library.allowInsecureRequests] : [],
  })
  // A token comes from the provider itself by TLS, and is still not believed without its signature.
  library.enableNonRepudiationChecks(config)
  return config
}

/** The way that the specification takes for granted, unless the provider names only the other. */
function showSecret(library: Library, clientSecret: string): OpenIdClient.ClientAuth {
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = taken.includes('client_secret_basic') ? library.ClientSecretBasic : library.ClientSecretPost
    way(clientSecret)(server, ...rest)
  }
}

/** An error and what has led to it, as far back as it says. */
function causesOf(error: unknown): unknown[] {
  const found: unknown[] = []
  for (let one = error; one instanceof Error && found.length < 10; one = one.cause) found.push(one)
  return found
}
