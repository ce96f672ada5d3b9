import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a provider may say of somebody, right or forged; `undefined` leaves a claim away. */
export type Forgery = Readonly<Record<string, unknown>>

/** How it misbehaves beside what it says. */
export interface Misdeeds {
  /** Signs by a key that it does not publish. */
  readonly foreignKey?: true
  /** Names another issuer in its own document. */
  readonly otherIssuer?: string
  /** Answers everything by this. */
  readonly status?: number
  /** Answers by so many bytes. */
  readonly bytes?: number
  /** Has no token endpoint to name. */
  readonly noTokenEndpoint?: true
}

/**
 * A provider that a test has in its hands: it signs in whomever it is told to and says whatever it is told to say,
 * which no real one would. It compares the code challenge and the client's secret as a real one does.
 */
export interface ForgingProvider {
  readonly issuer: string
  /** As if somebody had gone to the address and signed in; gives what the browser comes back with. */
  signIn(url: string, says?: Forgery): { state: string; code: string; redirectUri: string }
  misdeeds: Misdeeds
  /** Whom it knows Procura as. */
  clientId: string
  /** Which of its addresses were asked, in order. */
  readonly asked: string[]
  close(): void
}

export const clientId = 'procura'
export const clientSecret = 'the-secret-of-the-client'

interface Granted {
  readonly nonce: string
  readonly challenge: string
  readonly redirectUri: string
  readonly says: Forgery
}

export async function openForgingProvider(): Promise<ForgingProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Granted>()
  let codes = 0
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: ForgingProvider = {
    issuer,
    signIn(url, says = {}) {
      const asked = new URL(url).searchParams
      const of = (name: string) => asked.get(name) ?? ''
      const code = `code-${++codes}`
      const redirectUri = of('redirect_uri')
      // Who is signed in is whom the sign-in was begun for, unless the test says otherwise.
      const claims = { sub: `sub-of-${of('login_hint')}`, email: of('login_hint'), email_verified: true, ...says }
      grants.set(code, { nonce: of('nonce'), challenge: of('code_challenge'), redirectUri, says: claims })
      return { state: of('state'), code, redirectUri }
    },
    misdeeds: {},
    clientId,
    asked: [],
    close: () => void server.close(),
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    provider.asked.push(path)
    const { status, bytes, otherIssuer, noTokenEndpoint, foreignKey } = provider.misdeeds
    const send = (code: number, body: unknown) =>
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (status !== undefined) return void response.writeHead(status, { location: `${issuer}/elsewhere` }).end()
    if (bytes !== undefined) return void send(200, { issuer, filling: 'x'.repeat(bytes) })
    if (path === '/.well-known/openid-configuration')
      return void send(200, {
        ...document(otherIssuer ?? issuer),
        ...(noTokenEndpoint ? { token_endpoint: undefined } : {}),
      })
    if (path === '/jwks') return void send(200, { keys: [publish(own.publicKey)] })
    const grant = redeemed(new URLSearchParams(await text(request)), request.headers.authorization)
    if (!grant) return void send(400, { error: 'invalid_grant' })
    const key = foreignKey ? foreign.privateKey : own.privateKey
    send(200, { token_type: 'Bearer', access_token: 'access', id_token: sign(claimsOf(issuer, grant), key) })
  }

  function redeemed(form: URLSearchParams, authorization: string | undefined): Granted | undefined {
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const shown = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right = [
      shownBy(authorization) === `${provider.clientId}:${clientSecret}`,
      shown === grant?.challenge,
      form.get('redirect_uri') === grant?.redirectUri,
    ]
    return right.every(Boolean) ? grant : undefined
  }
  return provider
}

/** Both parts are encoded as in a form before they are joined (RFC 6749, 2.3.1). */
function shownBy(authorization = ''): string {
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8')
  return pair.split(':').map(decodeURIComponent).join(':')
}

const document = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

function claimsOf(issuer: string, { nonce, says }: Granted): Forgery {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce, ...says }
}

const publish = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' })

function sign(claims: Forgery, key: KeyObject): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid: 'own' })}.${part(claims)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`
}
