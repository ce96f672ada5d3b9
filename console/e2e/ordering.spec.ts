import type { Page } from '@playwright/test'
import {
  actFor,
  countOrders,
  freeze,
  ordersOf,
  revoke,
  takeAuthorizedBuyer,
  takeBuyer,
  takeOwnAuthorizedBuyer,
  takeOwnBuyer,
  useUpBudget,
} from './buyers.ts'
import {
  expect,
  expectAccessible,
  expectAccessibleInEveryLook,
  expectAccessibleInOtherTheme,
  expectShallowRequests,
  mailedCode,
  test,
} from './fixtures.ts'
import { configure, goToConfirm, openProducts, place, placeButton } from './order-steps.ts'

/** What is drafted in this tab, by the key it is kept under. */
const draftsIn = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('procura.order')))

test('a customer orders for themselves, and is shown what it costs and does before', async ({ signedIn }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  await openProducts(page)
  await configure(page, { quantity: 2 })
  await page.getByLabel('Period', { exact: true }).click()
  await page.getByRole('option', { name: /^1 year/ }).click()
  await expect(page.getByText('This can be ordered')).toBeVisible()
  await expect(page.getByText('Discount', { exact: true })).toBeVisible()
  await goToConfirm(page)
  await expect(page.getByRole('table', { name: 'Items' })).toContainText('1 year')
  await expect(page.getByText('None: it is carried out at once.')).toBeVisible()

  const orderId = await place(page)

  const [order, ...others] = await ordersOf(buyer)
  expect(others).toEqual([])
  expect(order).toMatchObject({
    id: orderId,
    source: 'customer',
    items: [{ quantity: 2, period: { unit: 'year', count: 1 }, autoRenew: false }],
    placedBy: { partnerId: null },
  })
  await expect(page.getByRole('button', { name: 'Switch Role' })).toHaveCount(0)
  await page.getByRole('link', { name: 'View order' }).click()
  await expect(page).toHaveURL(new RegExp(orderId))
})

test('a partner orders for the customer it acts for, pays later, and switches back', async ({ signedIn }) => {
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await goToConfirm(page)
  await expect(page.getByText(`This takes`)).toContainText(buyer.customer.name)
  await page.getByRole('radio', { name: 'Pay later' }).check()
  await expect(page.getByText('Until then the unpaid order can be canceled.')).toBeVisible()

  const orderId = await place(page)

  await expect(page.getByText('Pending payment')).toBeVisible()
  const [order] = await ordersOf(buyer)
  expect(order).toMatchObject({
    id: orderId,
    state: 'pending_payment',
    source: 'partner',
    placedBy: { onBehalfOf: buyer.customer.id, authorizationId: buyer.authorizationId },
  })
  await page.getByRole('main').getByRole('button', { name: 'Switch Role' }).click()
  await expect(page).toHaveURL(/\/customers\?/)
  await expect.poll(() => draftsIn(page)).toEqual([])
})

test('pay-per-use costs nothing now, and its month is estimated', async ({ signedIn }) => {
  const buyer = await takeBuyer()
  const page = await signedIn(buyer.customer.owner)
  await openProducts(page)
  await page.getByRole('link', { name: 'Elastic Volume Service' }).click()
  await page.getByRole('radio', { name: 'Pay-per-use' }).check()
  await page.getByRole('radio', { name: 'Select Ultra-high I/O volume (SSD)' }).check()
  await expect(page.getByLabel('Period', { exact: true })).toHaveCount(0)
  await page.getByLabel('Size (GiB)').fill('5')
  await expect(page.getByText('Must be 10 or more.')).toBeVisible()
  await page.getByLabel('Size (GiB)').fill('200')
  await page.getByLabel('Shared volume').check()
  await expect(page.getByText('730 hours of use.')).toBeVisible()
  await goToConfirm(page)
  await place(page)
  const [order] = await ordersOf(buyer)
  expect(order).toMatchObject({
    total: { amount: '0.00' },
    items: [{ billingMode: 'pay_per_use', period: null, parameters: { sizeGiB: 200, multiAttach: true } }],
  })
})

test('outside the authorization services, billing modes and terms say who can fix it', async ({ signedIn }) => {
  const buyer = await takeOwnAuthorizedBuyer({
    actions: ['enable_pay_per_use', 'view_orders'],
    serviceFamilies: ['compute'],
  })
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await expect(page.getByRole('link', { name: 'Elastic Cloud Server' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Elastic Volume Service' })).toHaveCount(0)

  await page.getByRole('link', { name: 'More services' }).click()
  await page.getByRole('link', { name: 'Elastic Volume Service' }).click()
  await expect(page.getByText('Not allowed', { exact: true })).toBeVisible()
  const reason = 'Products of the authorization: the customer can fix it.'
  await expect(page.getByRole('listitem').filter({ hasText: reason })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Configure Elastic Volume Service' })).toBeDisabled()

  await page.getByRole('link', { name: 'Elastic Cloud Server' }).click()
  await page.getByRole('link', { name: 'Configure Elastic Cloud Server' }).click()
  await expect(page.getByRole('radio', { name: 'Yearly/Monthly' })).toBeDisabled()
  await expect(page.getByRole('radio', { name: 'Pay-per-use' })).toBeChecked()
})

test('above the limit there is nothing to confirm, and the page says which limit it is', async ({ signedIn }) => {
  const buyer = await takeOwnAuthorizedBuyer({ maxOrder: 50n })
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await configure(page, { quantity: 100 })
  await expect(page.getByText('Why can’t I order?')).toBeVisible()
  const reason = /^Amount per order of the authorization \(up to \w{3} 50\.00\): the customer can fix it\./
  await expect(page.getByText(reason)).toBeVisible()
  await expect(page.getByText(/^\w{3} 50\.00 at most$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue to confirm' })).toBeDisabled()

  await page.getByLabel('Quantity').fill('1')
  await expect(page.getByText('This can be ordered')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue to confirm' })).toBeEnabled()
})

test('each limit that is in the way while acting names itself: month, number of orders, budget, freeze', async ({
  signedIn,
}) => {
  const buyer = await takeOwnAuthorizedBuyer({ maxMonth: 50n, maxOrders: 1 })
  const page = await signedIn(buyer.customer.partner)
  const tab = await actFor(buyer)
  await openProducts(page, tab)
  await configure(page, { quantity: 100 })
  await expect(page.getByText(/^Monthly amount of the authorization .*: the customer can fix it\./)).toBeVisible()
  await page.getByLabel('Quantity').fill('1')
  await goToConfirm(page)
  await place(page)

  await openProducts(page, tab)
  await configure(page)
  await expect(page.getByText(/^Number of orders of the authorization .*: the customer can fix it\./)).toBeVisible()
  await useUpBudget(buyer)
  await page.reload()
  await expect(page.getByText(/^Budget .*: .* can fix it\./)).toBeVisible()
  await freeze(buyer)
  await page.reload()
  await expect(page.getByText(/^The account is frozen: .* can fix it\./)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue to confirm' })).toBeDisabled()
})

test('an account that is frozen before it is confirmed orders nothing', async ({ signedIn, faults }) => {
  const buyer = await takeOwnBuyer()
  const page = await signedIn(buyer.customer.owner)
  faults.expect({ url: `/v1/customers/${buyer.customer.id}/orders`, status: 403 })
  await openProducts(page)
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  await freeze(buyer)

  await placeButton(page).click()

  await expect(page.getByText('The account is frozen: your partner can fix it.').first()).toBeVisible()
  await expect(placeButton(page)).toBeDisabled()
  expect(await countOrders(buyer)).toBe(0)
})

test('an authorization that is revoked in the middle ends everything before anything is ordered', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeOwnAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  faults.expect({ url: '/v1/', status: 403 })
  // This page hears of nothing, so that it is the order itself that meets the wall.
  faults.expect({ url: /\/events$/ })
  await page.route('**/events', (route) => route.abort())
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await goToConfirm(page)
  await expect(placeButton(page)).toBeEnabled()
  await revoke(buyer)

  await placeButton(page).click()

  await expect(page).toHaveURL(/\/ended$/)
  expect(await countOrders(buyer)).toBe(0)
  await expect.poll(() => draftsIn(page)).toEqual([])
})

test('a price that moved is shown and confirmed anew', async ({ signedIn, faults }) => {
  const buyer = await takeBuyer()
  const { customer } = buyer
  const page = await signedIn(customer.owner)
  faults.expect({ url: `/v1/customers/${customer.id}/orders`, status: 409 })
  await openProducts(page)
  await configure(page)
  // As if the price had risen between the look at it and the confirmation.
  const isQuote = `**/v1/customers/${customer.id}/quotes`
  await page.route(isQuote, async (route) => {
    const response = await route.fetch()
    const quote = (await response.json()) as { total: { currency: string } }
    await route.fulfill({ response, json: { ...quote, total: { ...quote.total, amount: '1.23' } } })
  })
  await page.getByLabel('Quantity').fill('2')
  await goToConfirm(page)
  await expect(placeButton(page)).toContainText('1.23')
  await page.unroute(isQuote)

  await placeButton(page).click()

  await expect(page.getByText('The price has changed; nothing was ordered')).toBeVisible()
  await expect(placeButton(page)).not.toContainText('1.23')
  expect(await countOrders(buyer)).toBe(0)
  await place(page)
  expect(await countOrders(buyer)).toBe(1)
})

test('where the customer asks for a code, a wrong one orders nothing and the right one orders', async ({
  signedIn,
  faults,
}) => {
  const buyer = await takeAuthorizedBuyer()
  const { customer } = buyer
  const page = await signedIn(customer.partner)
  faults.expect({ url: `/v1/customers/${customer.id}/orders`, status: 403 })
  await page.route(`**/v1/customers/${customer.id}/quotes`, async (route) => {
    const response = await route.fetch()
    const quote = (await response.json()) as object
    await route.fulfill({ response, json: { ...quote, needsVerificationCode: true } })
  })
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await goToConfirm(page)
  const ask = () => page.getByRole('button', { name: 'Send code' }).click()
  const code = await mailedCode(customer.partner, ask)
  const wrong = code === '000000' ? '111111' : '000000'
  await page.getByLabel('Verification code').fill(wrong)
  await placeButton(page).click()
  await expect(page.getByText('This code is wrong or used.')).toBeVisible()
  expect(await countOrders(buyer)).toBe(0)

  await page.getByLabel('Verification code').fill(code)
  await place(page)
  expect(await countOrders(buyer)).toBe(1)
})

test('nothing is lost by a reload while it is configured', async ({ signedIn }) => {
  const { customer } = await takeBuyer()
  const page = await signedIn(customer.owner)
  await openProducts(page)
  await configure(page, { quantity: 7 })
  await page.getByLabel('Name – optional').fill('web-1')
  await page.reload()
  await expect(page.getByLabel('Quantity')).toHaveValue('7')
  await expect(page.getByLabel('Name – optional')).toHaveValue('web-1')
  await expectShallowRequests(page, () => page.reload())
})

test('placing an order is accessible in both languages and themes, and narrow', async ({ signedIn }) => {
  test.setTimeout(120_000)
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await configure(page)
  await expect(page.getByText('This can be ordered')).toBeVisible()
  await expectAccessibleInEveryLook(page, 'configure')
  await goToConfirm(page)
  await expectShallowRequests(page, () => page.reload())
  await expect(page.getByText(/System disk \(GiB\): 40/)).toBeVisible()
  await expectAccessibleInEveryLook(page, 'confirm')
  await place(page)
  await expectAccessible(page, 'placed')
  await expectAccessibleInOtherTheme(page, 'placed')
})
