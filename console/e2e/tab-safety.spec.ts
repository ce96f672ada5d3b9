import type { BrowserContext, Page } from '@playwright/test'
import {
  actFor,
  type AuthorizedBuyer,
  countOrders,
  ordersOf,
  revoke,
  takeAuthorizedBuyer,
  takeOwnAuthorizedBuyer,
} from './buyers.ts'
import { expect, test } from './fixtures.ts'
import { configure, goToConfirm, openProducts, place, placeButton, placedNumber } from './order-steps.ts'

/** How often both tabs order by turns, and the second alone after the customer of the first has revoked. */
const roundsOfBoth = 20
const roundsAlone = 10
/** What each tab orders, to tell them apart. */
const plans = { one: 'eip.static-bgp', other: 'eip.dynamic-bgp' }
const inOne = { service: 'Elastic IP', plan: 'Static BGP address' }
const inOther = { service: 'Elastic IP', plan: 'Dynamic BGP address' }

/** Two customers of one partner, each with an acting session, and a browser that its administrator is signed in to. */
async function twoCustomers(
  signedIn: (login: AuthorizedBuyer['customer']['partner']) => Promise<Page>,
  takeOne = takeAuthorizedBuyer,
) {
  const one = await takeOne()
  const other = await takeOwnAuthorizedBuyer({}, [one.customer.owner.partnerName])
  const page = await signedIn(one.customer.partner)
  return { one, other, page, tabs: { one: await actFor(one), other: await actFor(other) } }
}

/** Everything in a tab where something about a customer could lie. */
async function traces(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const stored = (storage: Storage) => JSON.stringify(Object.entries(storage))
    return [
      document.documentElement.outerHTML,
      document.title,
      stored(sessionStorage),
      stored(localStorage),
      JSON.stringify(await caches.keys()),
      JSON.stringify(databases),
    ].join('\n')
  })
}

/** A second tab with a copy of what this one keeps for itself, as the browser makes it when a tab is duplicated. */
async function duplicate(page: Page, context: BrowserContext): Promise<Page> {
  const kept = await page.evaluate(() => Object.entries<string>(sessionStorage))
  const copy = await context.newPage()
  await copy.addInitScript((items) => {
    if (sessionStorage.getItem('copied')) return
    for (const [key, value] of items) sessionStorage.setItem(key, value)
    sessionStorage.setItem('copied', 'yes')
  }, kept)
  await copy.goto(page.url())
  return copy
}

/** Goes where a link leads, without loading the page anew. */
async function followLink(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a')
    link.href = href
    document.body.append(link)
    link.click()
    link.remove()
  }, path)
}

/** What people do to a tab before they order in it: now and then they load it anew, or go back and forth. */
async function unsettle(tab: Page, round: number): Promise<void> {
  if (round % 5 === 1) await tab.reload()
  if (round % 5 !== 3) return
  await tab.goBack()
  await expect(tab.getByRole('heading', { level: 1, name: 'Configure Elastic IP' })).toBeVisible()
  await tab.goForward()
}

/** One order from each tab. */
interface Turn {
  readonly page: Page
  readonly second: Page
  readonly round: number
}

/**
 * Each step is taken in one tab and then in the other, so that each is always in the middle of something. A tab in the
 * background draws once in a second, so the one that is used comes to the front, as it does for a person.
 */
async function orderByTurns({ page, second, round }: Turn): Promise<{ readonly one: string; readonly other: string }> {
  await page.bringToFront()
  await configure(page, inOne)
  await second.bringToFront()
  await configure(second, inOther)
  await goToConfirm(second)
  await unsettle(second, round + 2)
  await placeButton(second).click()
  await page.bringToFront()
  await goToConfirm(page)
  await unsettle(page, round)
  const one = await place(page)
  await second.bringToFront()
  const other = await placedNumber(second)
  await second.getByRole('link', { name: 'Order more' }).click()
  await page.bringToFront()
  await page.getByRole('link', { name: 'Order more' }).click()
  return { one, other }
}

test('fifty orders from two tabs by turns all reach the customer of their tab, also after one of them revokes in the middle', async ({
  signedIn,
  faults,
}) => {
  test.setTimeout(180_000)
  const { one, other, page, tabs } = await twoCustomers(signedIn, takeOwnAuthorizedBuyer)
  const second = await page.context().newPage()
  const own = await page.context().newPage()
  await Promise.all([openProducts(page, tabs.one), openProducts(second, tabs.other), own.goto('/customers')])
  const placed = { one: new Set<string>(), other: new Set<string>() }
  for (let round = 1; round <= roundsOfBoth; round += 1) {
    const turn = await orderByTurns({ page, second, round })
    placed.one.add(turn.one)
    placed.other.add(turn.other)
  }

  await configure(page, inOne)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  faults.expect({ url: '/v1/', status: 403 })
  await revoke(one)
  await expect(page.getByText('The customer revoked the authorization.')).toBeVisible()
  await second.bringToFront()
  for (let round = 1; round <= roundsAlone; round += 1) {
    await configure(second, inOther)
    await goToConfirm(second)
    await unsettle(second, round)
    placed.other.add(await place(second))
    await second.getByRole('link', { name: 'Order more' }).click()
  }

  const found = { one: await ordersOf(one), other: await ordersOf(other) }
  expect(new Set(found.one.map(({ id }) => id))).toEqual(placed.one)
  expect(new Set(found.other.map(({ id }) => id))).toEqual(placed.other)
  expect(placed.one.size + placed.other.size).toBe(2 * roundsOfBoth + roundsAlone)
  expect(found.one.every(({ items }) => items[0]?.planId === plans.one)).toBe(true)
  expect(found.other.every(({ items }) => items[0]?.planId === plans.other)).toBe(true)
  await expect(own).toHaveURL(/\/customers/)
  await expect(own.getByText('You are acting for')).toHaveCount(0)
})

test('reloading and going back never change whom a tab acts for', async ({ signedIn }) => {
  const { one, other, page, tabs } = await twoCustomers(signedIn)
  const second = await page.context().newPage()
  await openProducts(page, tabs.one)
  await configure(page)
  await goToConfirm(page)
  await openProducts(second, tabs.other)
  await configure(second)
  await goToConfirm(second)
  for (const [tab, mine, theirs] of [
    [page, one, other],
    [second, other, one],
  ] as const) {
    await tab.reload()
    await tab.goBack()
    await expect(tab.getByRole('heading', { level: 1, name: 'Configure Elastic Cloud Server' })).toBeVisible()
    await tab.goForward()
    await expect(placeButton(tab)).toBeEnabled()
    await expect(tab.getByRole('main')).toContainText(mine.customer.name)
    expect(await traces(tab)).not.toContain(theirs.customer.name)
  }
})

test('from one customer to another and back nothing of the other is left in the tab', async ({ signedIn }) => {
  const { one, other, page, tabs } = await twoCustomers(signedIn)
  await openProducts(page, tabs.one)
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()

  // By the address bar, and once more without loading the page anew.
  await openProducts(page, tabs.other)
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  const inOther = await traces(page)
  expect(inOther).not.toContain(one.customer.name)
  expect(inOther).not.toContain(one.customer.id)
  expect(inOther).not.toContain(tabs.one.slice('/acting/'.length))
  await followLink(page, `${tabs.one}/select-products`)
  await expect(page.getByRole('main')).toContainText(one.customer.name)

  await expect.poll(() => traces(page)).not.toContain(other.customer.name)
  const inOne = await traces(page)
  expect(inOne).not.toContain(other.customer.id)
  expect(inOne).not.toContain(tabs.other.slice('/acting/'.length))
  await page.goto(`${tabs.one}/confirm`)
  await expect(page.getByText('Nothing to confirm')).toBeVisible()
})

test('who comes back to a customer by links is shown nothing that was read there before', async ({ signedIn }) => {
  const { one, other, page, tabs } = await twoCustomers(signedIn)
  const service = page.getByRole('link', { name: 'Elastic Cloud Server' })
  const banner = page.getByRole('region', { name: 'Acting for a customer' })
  await openProducts(page, tabs.one)
  await expect(service).toBeVisible()
  await followLink(page, `${tabs.other}/select-products`)
  await expect(banner).toContainText(other.customer.name)
  await expect(service).toBeVisible()

  const answered = Promise.withResolvers<undefined>()
  await page.route('**/v1/catalog/services', async (route) => {
    await answered.promise
    await route.continue()
  })
  await followLink(page, `${tabs.one}/select-products`)
  await expect(banner).toContainText(one.customer.name)
  await expect(page.getByRole('heading', { level: 1, name: 'Select Products' })).toBeVisible()
  await expect(service).toHaveCount(0)
  answered.resolve(undefined)
  await expect(service).toBeVisible()
})

test('a duplicated tab does not place the order a second time, and says so', async ({ signedIn }) => {
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  const copy = await duplicate(page, page.context())
  await expect(placeButton(copy)).toBeEnabled()

  const orderId = await place(page)

  expect(await place(copy)).toBe(orderId)
  await expect(copy.getByText('Sending it again did not place a second one.')).toBeVisible()
  expect(await countOrders(buyer)).toBe(1)
})

test('a duplicated tab that pays otherwise is told that the items were ordered already', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders`, status: 422 })
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  const copy = await duplicate(page, page.context())
  await place(page)
  await copy.getByRole('radio', { name: 'Pay later' }).check()

  await placeButton(copy).click()

  await expect(copy.getByText('This was ordered already')).toBeVisible()
  expect(await countOrders(buyer)).toBe(1)
  await copy.getByRole('button', { name: 'Order something else' }).click()
  await configure(copy)
  await goToConfirm(copy)
  await place(copy)
  expect(await countOrders(buyer)).toBe(2)
})
