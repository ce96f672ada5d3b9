/**
 * Every page for every kind of member, in two looks that share nothing: English, light and wide; Chinese, dark and
 * narrow; and in the first once more compact and in the other theme. What a page does is for its own tests to say; here
 * each is opened and looked at.
 */
import type { Page } from '@playwright/test'
import { mayOpen, ownPages } from '#console/app/access.ts'
import { patterns } from '#console/paths.ts'
import { takeOwnAuthorizedBuyer } from './buyers.ts'
import {
  cast,
  clientOf,
  expect,
  expectAccessible,
  expectAccessibleInOtherTheme,
  expectReflow,
  expectShallowRequests,
  findLogin,
  picturesAreKept,
  takePicture,
  test,
} from './fixtures.ts'
import { placeAnOrder } from './ordered.ts'
import type { Login } from './people.ts'

/** What stands in the places of a URL. */
type Places = Readonly<Record<string, string>>

interface Scene {
  readonly owner: Login
  readonly own: Places
  readonly partners: Places
  readonly acting: Places
}

/** The tabs of a customer's page beside the first. */
const customerTabs = ['orders', 'resources', 'authorizations', 'acting', 'history']

let staged: Promise<Scene> | undefined

/** A customer with an authorization, an order, and two acting sessions: one is over, the other goes on. */
const scene = () => (staged ??= stage())

async function stage(): Promise<Scene> {
  // Of the reseller that everybody here means, whose distributor sees it too.
  const { partnerName } = await findLogin(cast.partner)
  const { customer, owner, seller, authorizationId } = await takeOwnAuthorizedBuyer({}, [partnerName])
  const customerId = customer.id
  const { id: orderId } = await placeAnOrder(owner, { customerId, payment: 'later' })
  const over = await seller.startActingSession({ customerId, reason: 'Ticket 4711' })
  const live = await seller.startActingSession({ customerId, reason: 'Ticket 4712' })
  const serviceId = 'svc-ecs'
  return {
    owner: customer.owner,
    own: { customerId, orderId, authorizationId, serviceId },
    partners: { customerId, orderId, actingSessionId: over.id },
    acting: { actingSessionId: live.id, orderId, serviceId },
  }
}

interface Visit {
  readonly login: Login
  readonly urls: readonly string[]
}

const visits: Readonly<Record<string, () => Promise<Visit>>> = {
  'a partner’s administrator': async () => {
    const { partners } = await scene()
    const further = customerTabs.map((tab) => `${fill(patterns.customer, partners)}?tab=${tab}`)
    return visit(await findLogin(cast.partner), partners, [...further, `${patterns.authorizations}?tab=calendar`])
  },
  'a partner’s viewer': async () =>
    visit(await findLogin({ partnerKind: 'reseller', role: 'viewer' }), (await scene()).partners),
  'a distributor': async () => {
    const { customerId = '', orderId = '' } = (await scene()).partners
    return visit(await findLogin(cast.distributor), { customerId, orderId }, [
      `${patterns.customers}?tab=resellers_customers`,
    ])
  },
  'a customer’s owner': async () =>
    visit((await scene()).owner, (await scene()).own, [
      `${patterns.resources}?billingMode=pay_per_use`,
      `${patterns.myPartner}?tab=access`,
    ]),
  'a customer’s purchaser': async () =>
    visit(await findLogin({ accountKind: 'customer', role: 'purchaser' }), { serviceId: 'svc-evs' }),
  'the operator': async () => visit(await findLogin(cast.operator), {}, [`${patterns.catalog}?service=svc-ecs`]),
  'the operator’s viewer': async () => visit(await findLogin({ accountKind: 'operator', role: 'viewer' }), {}),
  'whoever acts for a customer': async () => {
    const patternsThere = Object.values(patterns).filter((pattern) => pattern.startsWith(`${patterns.acting}/`))
    const urls = patternsThere.filter((pattern) => pattern !== patterns.actingEnded)
    const { acting } = await scene()
    const wholeCatalog = `${patterns.actingSelectProducts}?view=all&service=svc-ecs`
    return {
      login: await findLogin(cast.partner),
      urls: [...urls, wholeCatalog].map((pattern) => fill(pattern, acting)),
    }
  },
}

/**
 * Every page that this member may open and whose places are known.
 * @param further what else of them is looked at: tabs, and what else a search opens
 */
async function visit(login: Login, places: Places, further: readonly string[] = []): Promise<Visit> {
  const session = await (await clientOf(login)).getSession()
  const urls = ownPages.filter((page) => mayOpen(session, page)).map((page) => fill(patterns[page], places))
  return { login, urls: [...urls.filter((url) => !url.includes('$')), ...further] }
}

const fill = (pattern: string, places: Places) =>
  pattern.replace(/\$(\w+)/g, (place, name: string) => places[name] ?? place)

async function expectTitled(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveCount(1)
  const isNamed = async () => (await page.title()).startsWith(`${await heading.innerText()} – `)
  await expect.poll(isNamed, { message: 'the title of the window begins with the heading' }).toBe(true)
  await expect(page).toHaveTitle(/ – Procura$/)
}

/** The page wide and narrow, named after who looks at it and where. */
async function picture(page: Page, who: string, url: string, look: string): Promise<void> {
  if (!picturesAreKept) return
  const name = `${who} at ${url.replace(/[a-z]{3}_[0-9a-z]{26}/g, 'one')}`.replace(/[^a-z]+/gi, '-')
  const size = page.viewportSize()
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await takePicture(page, name, { name: `${look}-${width}` })
  }
  if (size) await page.setViewportSize(size)
}

test('every page of a signed-in member is opened by somebody', async () => {
  const urls = new Set((await Promise.all(Object.values(visits).map((who) => who()))).flatMap((one) => one.urls))
  const { own, partners, acting } = await scene()
  const filled = (pattern: string) => [own, partners, acting].map((places) => fill(pattern, places))
  const { signIn: _, mail: __, orderApproval: ____, acting: ___, ...others } = patterns
  const { forgotPassword: _____, resetPassword: ______, startSingleSignOn: _______, ...more } = others
  const { finishSingleSignOn: ________, ...pages } = more
  expect(Object.values(pages).filter((pattern) => !filled(pattern).some((url) => urls.has(url)))).toEqual([])
})

/** Whose pages are those of somebody else with less on them: how they fit, and the other theme, is seen there. */
const seenWithMore = ['a partner’s viewer', 'a customer’s purchaser', 'the operator’s viewer']

for (const [who, plan] of Object.entries(visits)) {
  test.describe(`for ${who} in English, light and wide`, () => {
    test.use({ locale: 'en-GB', colorScheme: 'light' })

    test('every page has its title, asks in two rounds at most, and axe finds nothing', async ({ signedIn }) => {
      const { login, urls } = await plan()
      test.setTimeout(20_000 * (urls.length + 1))
      const page = await signedIn(login)
      for (const url of urls) {
        await test.step(url, async () => {
          await expectShallowRequests(page, () => page.goto(url))
          await expectTitled(page)
          await expectAccessible(page, url)
          if (!seenWithMore.includes(who)) await expectAccessibleInOtherTheme(page, url)
          await picture(page, who, url, 'en-light')
        })
      }
    })
  })

  if (seenWithMore.includes(who)) continue

  test.describe(`for ${who} in Chinese, dark and narrow`, () => {
    test.use({ locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } })

    test('every page fits, also at 400 % zoom, and axe finds nothing', async ({ signedIn }) => {
      const { login, urls } = await plan()
      test.setTimeout(20_000 * (urls.length + 1))
      const page = await signedIn(login)
      for (const url of urls) {
        await test.step(url, async () => {
          await page.goto(url)
          await expectTitled(page)
          await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
          await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/)
          await expectAccessible(page, url)
          await picture(page, who, url, 'zh-dark')
          await expectReflow(page, 390)
          await expectReflow(page)
        })
      }
    })
  })
}
