import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOutgoing } from '#kernel/outgoing.ts'
import type { Outgoing } from '#kernel/outgoing.ts'
import { openNameServer } from '#server/testing/name-server.ts'
import type { NameServer } from '#server/testing/name-server.ts'
import { introduce, redeem, startUrl } from './open-id.ts'

const issuer = 'https://login.example.test'
const thread = { redirectUri: 'https://procura.test/sso/x', state: 's', nonce: 'n', verifier: 'v'.repeat(43) }

let inside: Server
let reached = 0
let inward: string
let names: NameServer
let guarded: Outgoing
let row = 0
/** A row of its own each time: what a provider says is kept by it. */
let client: { id: string; issuer: string; clientId: string; clientSecret: string }
beforeAll(async () => {
  inside = createServer((_, response) => void (reached++, response.end('{}')))
  inside.listen(0, '127.0.0.1')
  await once(inside, 'listening')
  inward = `https://127.0.0.1:${(inside.address() as AddressInfo).port}`
  names = await openNameServer()
  guarded = openOutgoing({ privateNetworks: false, dnsServers: [names.address] })
})
afterAll(() => {
  inside.close()
  names.close()
})
beforeEach(() => void (client = { id: `provider ${++row}`, issuer, clientId: 'procura', clientSecret: 'secret' }))

const right = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
}

/** A provider in the public internet that says this of itself; whatever else is asked goes the guarded way. */
function outgoingTo(document: object, answers: Readonly<Record<string, object>> = {}) {
  const refused: string[] = []
  const json = (body: object) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  const outgoing: Outgoing = {
    ...guarded,
    async fetch(url, asked) {
      if (url === `${issuer}/.well-known/openid-configuration`) return json({ ...right, ...document })
      const answer = answers[url]
      if (answer) return json(answer)
      return guarded.fetch(url, asked).catch((error: unknown) => {
        refused.push((error as Error).name)
        throw error
      })
    },
  }
  return { outgoing, refused }
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const token = (claims: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256' })}.${part(claims)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
}
const now = Math.floor(Date.now() / 1000)
const claims = { iss: issuer, aud: 'procura', sub: 'one', iat: now, exp: now + 60, nonce: 'n' }
const tokens = { token_type: 'Bearer', access_token: 'access', id_token: token(claims) }

const redeemBy = (outgoing: Outgoing) =>
  redeem(outgoing, client, thread, { code: 'c' }).then(
    ({ sub }) => sub,
    () => 'failed',
  )

describe('a provider whose document leads inwards', () => {
  test('at its token endpoint is not shown the code there, nor the client’s secret', async () => {
    const { outgoing, refused } = outgoingTo({ token_endpoint: `${inward}/token` })
    expect([await redeemBy(outgoing), refused, reached]).toEqual(['failed', ['AddressRefused'], 0])
  })

  test('at its keys is not asked for them', async () => {
    const { outgoing, refused } = outgoingTo({ jwks_uri: `${inward}/jwks` }, { [`${issuer}/token`]: tokens })
    expect([await redeemBy(outgoing), refused, reached]).toEqual(['failed', ['AddressRefused'], 0])
  })

  test('at what it tells more of somebody by is not asked for that', async () => {
    const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] }
    const answers = { [`${issuer}/token`]: tokens, [`${issuer}/jwks`]: keys }
    const { outgoing, refused } = outgoingTo({ userinfo_endpoint: `${inward}/userinfo` }, answers)
    expect([await redeemBy(outgoing), refused, reached]).toEqual(['failed', ['AddressRefused'], 0])

    client = { ...client, id: `${client.id} again` }
    expect(await redeemBy(outgoingTo({}, answers).outgoing)).toBe('one')
  })

  test('by a name whose address is inside is asked as little', async () => {
    names.addresses.set('inside.test', ['127.0.0.1'])
    const { outgoing, refused } = outgoingTo({ token_endpoint: inward.replace('127.0.0.1', 'inside.test') })
    expect([await redeemBy(outgoing), refused, reached]).toEqual(['failed', ['Error'], 0])
  })

  test('in plain http is nowhere anybody is sent to, nor taken for fit', async () => {
    const { outgoing } = outgoingTo({ authorization_endpoint: 'http://login.example.test/authorize' })
    await expect(startUrl(outgoing, client, thread, 'a@b.test')).rejects.toThrow('HTTPS')
    expect(await introduce(outgoing, issuer)).toEqual({ unfit: 'no_code_flow' })
  })
})

test('one whose document leads nowhere but to itself is fit', async () => {
  expect(await introduce(outgoingTo({}).outgoing, issuer)).toEqual({ issuer })
})

test('what a provider says of itself is kept for a minute, by its row, and what it failed to say is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { outgoing } = outgoingTo({})
    const fetch = vi.fn<Outgoing['fetch']>((...asked) => outgoing.fetch(...asked))
    fetch.mockRejectedValueOnce(new Error('down'))
    const counted = { ...outgoing, fetch }
    const start = () => startUrl(counted, client, thread, 'a@b.test')
    await expect(start()).rejects.toThrow('something went wrong')
    await start()
    await start()
    expect(fetch).toHaveBeenCalledTimes(2)

    await vi.advanceTimersByTimeAsync(60_000)
    await start()
    expect(fetch).toHaveBeenCalledTimes(3)
    client = { ...client, id: `${client.id} in its place` }
    await start()
    expect(fetch).toHaveBeenCalledTimes(4)
  } finally {
    vi.useRealTimers()
  }
})

describe('what cannot be a provider is said to be so, and of names no more than that nobody answers', () => {
  test.each([
    ['plain http', 'http://login.example.test', 'not_https'],
    ['an address of a private network', 'https://10.0.0.1', 'address_refused'],
    ['this machine by its address', 'https://[::1]', 'address_refused'],
    ['this machine by its name', 'https://localhost', 'unreachable'],
    ['a name of a private network', 'https://private.test', 'unreachable'],
    ['a name that nobody has', 'https://nobody.test', 'unreachable'],
  ])('%s', async (_, named, unfit) => {
    names.addresses.set('private.test', ['10.0.0.1'])
    expect(await introduce(guarded, named)).toEqual({ unfit })
  })
})
