import { expect, type Page, type Request } from '@playwright/test'
import { type Asked, longestChain } from './longest-chain.ts'

const maxDepth = 2
/** A page that has asked for nothing more for so long has all it wants. */
const quietMs = 500

/**
 * Fails when what `act` leads to asks the API in more than two rounds, each waiting for the one before: a round trip
 * more is what people on the other side of the world wait for.
 */
export async function expectShallowRequests(page: Page, act: () => Promise<unknown>): Promise<void> {
  const asked: Asked[] = []
  const underWay = new Map<Request, number>()
  let lastAt = performance.now()
  const begin = (request: Request) => {
    lastAt = performance.now()
    underWay.set(request, lastAt)
  }
  const end = (request: Request) => {
    const from = underWay.get(request)
    if (from === undefined) return
    underWay.delete(request)
    lastAt = performance.now()
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/v1/')) asked.push({ what: `${request.method()} ${pathname}`, from, to: lastAt })
  }
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end)
  await act()
  // Code is loaded in between, and only then does the page know what else to ask for.
  const isQuiet = () => asked.length > 0 && underWay.size === 0 && performance.now() - lastAt > quietMs
  await expect.poll(isQuiet, { message: 'it asks the API, and is content at last', timeout: 20_000 }).toBe(true)
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end)
  const chain = longestChain(asked)
  expect(chain.length, `one waits for the other: ${chain.join(' → ')}`).toBeLessThanOrEqual(maxDepth)
}
