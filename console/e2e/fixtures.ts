/**
 * What tests of the console work with. Import `test` and `expect` from here: each test then also fails for errors on
 * the browser's console, exceptions that nobody caught, and requests that failed without having been announced.
 */
import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { serverUrl } from './environment.ts'
import { type Faults, openFaults } from './faults.ts'
import { cast, findLogin, type Login, sessionCookie, sessionOf } from './people.ts'
import { watchTraffic } from './requests.ts'

export {
  expectAccessible,
  expectAccessibleInEveryLook,
  expectAccessibleInOtherTheme,
  expectReflow,
} from './accessibility.ts'
export { picturesAreKept, takePicture } from './looks.ts'
export { leaveMinutes, letExpire } from './passing-time.ts'
export { cast, clientOf, findLogin, mailedCode, mailedText, takeCustomer } from './people.ts'
export { expectShallowRequests } from './requests.ts'
export { expect }

interface Fixtures {
  /** Announces requests that fail on purpose: `faults.expect({ url: '/v1/customers', status: 403 })`. */
  readonly faults: Faults
  /** A browser of one's own, with nobody signed in. */
  readonly newContext: () => Promise<BrowserContext>
  /**
   * A tab in which this person is signed in, in a browser of their own: somebody of the cast, or a login. The session
   * may be one that an earlier test began; whoever ends it signs in by the page instead.
   */
  readonly signedIn: (who: keyof typeof cast | Login) => Promise<Page>
}

export const test = base.extend<Fixtures>({
  faults: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
    async ({}, lend) => {
      const faults = openFaults()
      await lend(faults)
      expect(faults.found(), 'what failed in the browser without having been announced').toEqual([])
    },
    { auto: true },
  ],
  async context({ context, faults }, lend) {
    faults.watch(context)
    watchTraffic(context)
    await lend(context)
  },
  async newContext({ browser, contextOptions, faults }, lend) {
    const opened: BrowserContext[] = []
    await lend(async () => {
      const context = await browser.newContext(contextOptions)
      faults.watch(context)
      watchTraffic(context)
      opened.push(context)
      return context
    })
    for (const context of opened) await context.close()
  },
  async signedIn({ newContext }, lend) {
    await lend(async (who) => {
      const login = typeof who === 'string' ? await findLogin(cast[who]) : who
      const page = await (await newContext()).newPage()
      await takeSession(page, await sessionOf(login))
      return page
    })
  },
})

/** A `__Host-` cookie can only come with an answer of its host, so the browser gets one that says nothing else. */
async function takeSession(page: Page, token: string): Promise<void> {
  const address = `${serverUrl}/take-session`
  const cookie = `${sessionCookie}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`
  await page.route(address, (route) => route.fulfill({ status: 200, body: '', headers: { 'set-cookie': cookie } }))
  await page.goto(address)
  await page.unroute(address)
}
