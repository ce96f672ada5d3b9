import { type BrowserContext, expect, type Page, type Request } from '@playwright/test'
import { type Asked, longestChain } from './longest-chain.ts'

const maxDepth = 2
/** What a page listens to for as long as it is open is no request that it waits for. */
const isStream = (request: Request) => /\/v1\/customers\/[^/]+\/events$/.test(new URL(request.url()).pathname)

/** The requests of a browser that are not answered yet, and when the last one began or ended. */
interface Traffic {
  readonly underWay: Set<Request>
  lastAt: number
}

const trafficOf = new WeakMap<BrowserContext, Traffic>()

/** From now on `untilQuiet` knows what the pages of a browser ask for. */
export function watchTraffic(context: BrowserContext): void {
  const traffic: Traffic = { underWay: new Set(), lastAt: performance.now() }
  trafficOf.set(context, traffic)
  const change = (request: Request, isBegun: boolean) => {
    if (isStream(request)) return
    traffic.lastAt = performance.now()
    if (isBegun) traffic.underWay.add(request)
    else traffic.underWay.delete(request)
  }
  context.on('request', (request) => change(request, true))
  context.on('requestfinished', (request) => change(request, false))
  context.on('requestfailed', (request) => change(request, false))
}

/** Waits until a page has asked for nothing for half a second, but for what it listens to. */
export async function untilQuiet(page: Page): Promise<void> {
  const traffic = trafficOf.get(page.context())
  if (!traffic) throw new Error('the traffic of this browser is not watched')
  const isQuiet = () => traffic.underWay.size === 0 && performance.now() - traffic.lastAt > quietMs
  await page.waitForLoadState('load')
  await expect.poll(isQuiet, { message: 'the page is quiet', timeout: 20_000 }).toBe(true)
}

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
    if (isStream(request)) return
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
