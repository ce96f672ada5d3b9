import type { Page, Route } from '@playwright/test'
import { actFor, type Buyer, countOrders, takeAuthorizedBuyer, takeBuyer } from './buyers.ts'
import { serverUrl } from './environment.ts'
import { cast, expect, expectAccessible, findLogin, test } from './fixtures.ts'
import { configure, goToConfirm, openProducts, place, placeButton, placedNumber } from './order-steps.ts'

const isPlacing = (route: Route) => route.request().method() === 'POST'

/** Opens Confirm with something to order. */
async function toConfirm(page: Page, tab?: string): Promise<void> {
  await openProducts(page, tab)
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
}

/** What becomes of each sending of the order, one after the other; those after the last go through. */
async function meet(
  page: Page,
  { customer }: Buyer,
  fates: ((route: Route) => Promise<void>)[],
): Promise<() => number> {
  let sent = 0
  await page.route(`**/v1/customers/${customer.id}/orders`, async (route) => {
    if (!isPlacing(route)) return route.fallback()
    const fate = fates[sent]
    sent += 1
    return fate ? fate(route) : route.fallback()
  })
  return () => sent
}

/** The server has it, and its answer is lost on the way. */
const loseAnswer = async (route: Route) => {
  const answer = await route.fetch()
  expect(answer.status()).toBe(201)
  await route.abort('connectionreset')
}

const answerProblem = (route: Route, status: number, problem: object) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    json: { type: 'about:blank', status, requestId: 'req_1', ...problem },
  })

/** The server cannot say what became of it, and says when to ask again. */
const answerUnknown = (route: Route, retryAfter: number) => {
  const title = 'It is not known whether this was done; send it again as it was'
  return answerProblem(route, 503, { title, code: 'outcome_unknown', retryAfter })
}

test('whoever clicks twice orders once', async ({ signedIn }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  await toConfirm(page)
  const sent = await meet(page, buyer, [])
  await placeButton(page).dblclick()
  await placedNumber(page)
  expect(sent()).toBe(1)
  expect(await countOrders(buyer)).toBe(1)
})

test('an acting tab that is reloaded while it is placing shows the one order', async ({ signedIn }) => {
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  await toConfirm(page, await actFor(buyer))
  const reached = Promise.withResolvers<void>()
  await meet(page, buyer, [
    async (route) => {
      await route.fetch()
      reached.resolve()
      // The page is loaded anew before it gets to hear anything.
    },
  ])
  await placeButton(page).click()
  await expect(page.getByText('Placing the order…')).toBeVisible()
  await reached.promise
  await page.reload()

  await placedNumber(page)

  await expect(page.getByText('Sending it again did not place a second one.')).toBeVisible()
  expect(await countOrders(buyer)).toBe(1)
})

test('an answer that is lost after the server has placed the order is asked for again', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders` })
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders`, status: 503 })
  await toConfirm(page)
  const sent = await meet(page, buyer, [loseAnswer, (route) => answerUnknown(route, 30)])
  await placeButton(page).click()
  await expect(page.getByText('It is not known yet whether the order was placed')).toBeVisible()
  await expect(page.getByText('Request ID: req_1')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Send again' }).click()

  await placedNumber(page)
  expect(sent()).toBe(3)
  expect(await countOrders(buyer)).toBe(1)
})

test('an order that never reached the server is placed by itself once the connection is back', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: '/v1/' })
  faults.expect({ url: '/favicon.svg' })
  await toConfirm(page)
  await page.context().setOffline(true)
  await placeButton(page).click()
  await expect(page.getByText('This browser is offline.')).toBeVisible()
  expect(await countOrders(buyer)).toBe(0)

  await page.context().setOffline(false)

  await placedNumber(page)
  expect(await countOrders(buyer)).toBe(1)
})

test('a server that does not know what became of it is asked again, and answers with the one order', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders`, status: 503 })
  await toConfirm(page)
  const sent = await meet(page, buyer, [
    async (route) => {
      await route.fetch()
      await answerUnknown(route, 0.1)
    },
  ])
  await placeButton(page).click()
  await placedNumber(page)
  expect(sent()).toBe(2)
  expect(await countOrders(buyer)).toBe(1)
})

test('while the outcome is not known no other order takes its place', async ({ signedIn, faults }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: '/v1/' })
  await toConfirm(page)
  const isOrders = `**/v1/customers/${buyer.customer.id}/orders`
  await page.route(isOrders, (route) => (isPlacing(route) ? route.abort('connectionrefused') : route.fallback()))
  await placeButton(page).click()
  await expect(page.getByText('It is not known yet whether the order was placed')).toBeVisible()
  await openProducts(page)
  await configure(page)
  await expect(page.getByText('An order is still without an answer').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue to confirm' })).toBeDisabled()
  await page.unroute(isOrders)

  await page.getByRole('link', { name: 'See what became of it' }).click()

  await placedNumber(page)
  expect(await countOrders(buyer)).toBe(1)
})

/** What the browser hears after the server has placed the order is that its session has ended. */
const answerSignedOut = async (route: Route) => {
  await route.fetch()
  await route.request().frame().page().context().clearCookies()
  await answerProblem(route, 401, { title: 'Sign in', code: 'session_missing' })
}

for (const [when, fates] of [
  ['before the order arrives', []],
  ['after it was placed', [answerSignedOut]],
] as const)
  test(`a session that ends ${when} is signed in again and places the one order`, async ({ signedIn, faults }) => {
    const buyer = await takeBuyer()
    const { owner } = buyer.customer
    const page = await signedIn(owner)
    faults.expect({ url: '/v1/', status: 401 })
    await toConfirm(page)
    await meet(page, buyer, [...fates])
    if (fates.length === 0) await page.context().clearCookies()
    await placeButton(page).click()
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password').fill(owner.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await placedNumber(page)
    expect(await countOrders(buyer)).toBe(1)
  })

test('a tab that comes back after an hour sends nothing by itself, says so, and finds the one order', async ({
  signedIn,
}) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  await toConfirm(page)
  const reached = Promise.withResolvers<void>()
  const sent = await meet(page, buyer, [
    async (route) => {
      await route.fetch()
      reached.resolve()
    },
  ])
  await placeButton(page).click()
  await reached.promise
  await page.evaluate((hourMs) => {
    for (const [key, text] of Object.entries<string>(sessionStorage)) {
      if (!text.includes('confirmedAt')) continue
      const earlier = (_: string, at: string) => `"confirmedAt":${Number(at) - hourMs}`
      sessionStorage.setItem(key, text.replace(/"confirmedAt":(\d+)/, earlier))
    }
  }, 3_600_000)
  await page.reload()

  await expect(page.getByText('It is not known yet whether the order was placed')).toBeVisible()
  const again = page.getByRole('button', { name: 'Send again' })
  await expect(again).toBeEnabled()
  expect(sent()).toBe(1)
  await again.click()
  await placedNumber(page)
  expect(await countOrders(buyer)).toBe(1)
})

test('an order is never sent again in the name of whoever signed in meanwhile', async ({ signedIn, faults }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  const orders = `/v1/customers/${buyer.customer.id}/orders`
  faults.expect({ url: orders, status: 503 })
  faults.expect({ url: '/v1/', status: 409 })
  await toConfirm(page)
  const { email, password } = await findLogin(cast.operator)
  await meet(page, buyer, [
    async (route) => {
      await route.fetch()
      const body = JSON.stringify({ email, password })
      await page.evaluate(
        (sent) =>
          fetch('/v1/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent }),
        body,
      )
      await answerUnknown(route, 0.1)
    },
  ])
  await placeButton(page).click()

  await expect(page).toHaveURL(`${serverUrl}/home`)
  await expect(page.getByRole('link', { name: 'Service brokers', exact: true })).toBeVisible()
  expect(await page.content()).not.toContain(buyer.customer.name)
  expect(await countOrders(buyer)).toBe(1)
})

test('signing out while the outcome is not known says so, and “pay later” survives a reload', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders`, status: 503 })
  await toConfirm(page)
  await page.getByRole('radio', { name: 'Pay later' }).check()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Pay later' })).toBeChecked()
  await meet(page, buyer, [(route) => answerUnknown(route, 30)])
  await placeButton(page).click()
  await expect(page.getByText('what came back does not say whether it was placed')).toBeVisible()
  faults.expect({ url: '/v1/', status: 401 })
  await page.goto('/account')
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('it was not known whether your last order was placed')).toBeVisible()
})

test('after an order the same product is ordered again only by whoever means it', async ({ signedIn }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  await toConfirm(page)
  const first = await place(page)
  await page.reload()
  expect(await placedNumber(page)).toBe(first)
  await page.goBack()
  await page.goForward()
  expect(await placedNumber(page)).toBe(first)
  expect(await countOrders(buyer)).toBe(1)
  await page.getByRole('link', { name: 'Order more' }).click()
  await configure(page)
  await goToConfirm(page)
  expect(await place(page)).not.toBe(first)
  expect(await countOrders(buyer)).toBe(2)
})
