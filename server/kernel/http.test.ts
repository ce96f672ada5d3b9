import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openHttp } from './http.ts'

const log = pino({ level: 'silent' })

/** Whom the server takes for the caller, of a request that came from `peer` and says whom it was passed on for. */
async function callerSeen(trustProxy: false | number | string[], peer: string, forwardedFor: string): Promise<string> {
  const app = await openHttp({ log, trustProxy, operations: [] })
  app.get('/caller', async (request) => request.ip)
  const headers = { 'x-forwarded-for': forwardedFor }
  const answer = await app.inject({ url: '/caller', remoteAddress: peer, headers })
  await app.close()
  return answer.payload
}

// The caller invents the first address; the outer proxy adds the caller's, the inner one the outer proxy's.
const chain = '1.1.1.1, 203.0.113.9, 10.0.0.2'

test.each([
  ['nobody', false, '10.0.0.1', '10.0.0.1'],
  ['one proxy', 1, '10.0.0.1', '10.0.0.2'],
  ['two proxies', 2, '10.0.0.1', '203.0.113.9'],
  ['the proxies by their addresses', ['10.0.0.0/30'], '10.0.0.1', '203.0.113.9'],
  ['a range that has a name', ['uniquelocal'], '10.0.0.1', '203.0.113.9'],
  ['other addresses than the peer’s', ['192.0.2.0/24'], '10.0.0.1', '10.0.0.1'],
  ['proxies by their addresses, and not who comes past them', ['10.0.0.0/30'], '198.51.100.4', '198.51.100.4'],
] as const)('believing %s, what a caller invents is never taken for it', async (_, trustProxy, peer, seen) => {
  const believed = typeof trustProxy === 'object' ? [...trustProxy] : trustProxy
  expect(await callerSeen(believed, peer, chain)).toBe(seen)
})
