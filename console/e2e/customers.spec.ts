import { takeOwnAuthorizedBuyer } from './buyers.ts'
import { isReseller, openMore, rowOf } from './customer-menu.ts'
import { cast, clientOf, expect, expectShallowRequests, findLogin, takeCustomer, test } from './fixtures.ts'

test('what customers are searched by stands in the address: it survives loading again and going back', async ({
  signedIn,
}) => {
  const customer = await takeCustomer()
  const [word = ''] = customer.name.split(' ')
  const page = await signedIn('partner')
  await expectShallowRequests(page, () => page.goto('/customers?associationType=reseller'))
  const search = page.getByRole('combobox', { name: 'Search customers by name, or choose a property' })
  await search.fill(word)
  await search.press('Enter')
  await expect(page).toHaveURL(/associationType=reseller.*name=|name=.*associationType=reseller/)
  await expect(page.getByText(`Customer name : ${word}`)).toBeVisible()

  await page.reload()
  await expect(page.getByText(`Customer name : ${word}`)).toBeVisible()
  await expect(page.getByText('Association type = Reseller')).toBeVisible()

  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page).toHaveURL(/\/customers$/)
  await page.goBack()
  await expect(page.getByText(`Customer name : ${word}`)).toBeVisible()
})

test('a search that finds nobody says so and clears itself; sorting and the next page stand in the address', async ({
  signedIn,
}) => {
  const page = await signedIn('partner')
  await page.goto('/customers?name=nobody+is+called+so')
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(page).toHaveURL(/\/customers$/)

  await page.getByRole('button', { name: 'Sort by customer name' }).click()
  await expect(page).toHaveURL(/sort=name/)
  const seller = await clientOf(await findLogin(cast.partner))
  const first = await seller.listCustomers({ sort: 'name' })
  const link = (id: string | undefined) => page.locator(`a[href="/customers/${id}"]`)
  await expect(link(first.items[0]?.id)).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/cursor=/)
  const second = await seller.listCustomers({ sort: 'name', cursor: first.nextCursor ?? '' })
  await expect(link(second.items[0]?.id)).toBeVisible()
})

test('what is searched for and not understood is said, and the rest still holds', async ({ signedIn }) => {
  const page = await signedIn('partner')
  await page.goto('/customers?associationType=reseller&monthToDateMin=much')
  await expect(page.getByText('Correct or remove what is searched for under: Month-to-date expenditure.')).toBeVisible()
  await expect(page.getByText('Month-to-date expenditure >= much')).toBeVisible()
  await expect(page.getByText('Association type = Reseller')).toBeVisible()
})

test('a list that lies open shows by itself what has become of an authorization', async ({ signedIn }) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn('partner')
  await page.clock.install()
  await page.goto(rowOf(customer.id))
  await expect(page.getByRole('cell', { name: 'Not requested' })).toBeVisible()
  const seller = await clientOf(customer.partner)
  await seller.requestAuthorization({
    customerId: customer.id,
    message: 'To order for you.',
    scope: { actions: ['view_orders'] },
    commitmentLetterAccepted: true,
  })
  await page.clock.fastForward('00:31')
  await expect(page.getByRole('cell', { name: 'Waiting for the customer' })).toBeVisible()
})

test('one value of a property is searched for, and the page says which one counts', async ({ signedIn }) => {
  const page = await signedIn('partner')
  await page.goto('/customers?name=gmbh')
  const search = page.getByRole('combobox', { name: 'Search customers by name, or choose a property' })
  await search.fill('aps')
  await search.press('Enter')
  await expect(page).toHaveURL(/name=aps$/)
  await expect(page.getByText('One value at a time can be searched for under Customer name')).toBeVisible()
})

test('a dialog that is closed leaves its row and its column where they were', async ({ signedIn }) => {
  const customer = await takeCustomer()
  const page = await signedIn('partner')
  await page.setViewportSize({ width: 1100, height: 900 })
  await page.goto(rowOf(customer.id))
  // By the keyboard, for a click of these tests scrolls by itself.
  await page.getByRole('button', { name: /^More: / }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Edit Tags' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Tags' })
  const scroller = page.getByRole('table').locator('..')
  expect(await scroller.evaluate((region) => region.scrollWidth - region.clientWidth)).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: /^More: / })).toBeFocused()
  expect(await scroller.evaluate((region) => region.scrollLeft)).toBe(0)
})

test('on a phone the menu of a row stands beside its name', async ({ signedIn }) => {
  const customer = await takeCustomer()
  const page = await signedIn('partner')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(rowOf(customer.id))
  await expect(page.getByRole('button', { name: /^More: / })).toBeInViewport({ ratio: 0.9 })
})

test('names are masked until their eye is pressed, and the log says who looked', async ({ signedIn }) => {
  const customer = await takeCustomer()
  const page = await signedIn('partner')
  await page.goto(rowOf(customer.id))
  const link = page.getByRole('table').getByRole('link', { name: /\*/ })
  await expect(link).toBeVisible()
  await expect(page.getByText(customer.name)).toHaveCount(0)

  const eye = page.getByRole('button', { name: /Show customer names and accounts/ }).first()
  await expect(eye).toHaveAttribute('aria-pressed', 'false')
  await eye.click()
  await expect(page.getByRole('link', { name: customer.name })).toBeVisible()
  await expect(eye).toHaveAttribute('aria-pressed', 'true')
  const seller = await clientOf(customer.partner)
  const log = await seller.listAuditEvents({ customerId: customer.id, result: 'revealed' })
  expect(log.items[0]).toMatchObject({ operation: 'listCustomers', subjects: [customer.id] })

  await page.reload()
  await expect(link).toBeVisible()
  await expect(page.getByText(customer.name)).toHaveCount(0)
})

test('what cannot be done says why and who can fix it: no authorization, and no such role', async ({ signedIn }) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn('sales')
  await page.goto(rowOf(customer.id))
  await openMore(page)
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
  await expect(item("Place Order on Customers' Behalf")).toBeDisabled()
  await expect(item("Place Order on Customers' Behalf")).toHaveAccessibleDescription(
    'Authorization: the customer can fix it. Request authorization; the customer decides.',
  )
  await expect(item('Freeze Account')).toHaveAccessibleDescription(/^Your role: your administrator can fix it/)
  await expect(item('Request Authorization')).toBeEnabled()
})

test('the page of a customer shows every side of it, each in its tab', async ({ signedIn }) => {
  const { customer, seller } = await takeOwnAuthorizedBuyer()
  await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  const page = await signedIn(customer.partner)
  await expectShallowRequests(page, () => page.goto(`/customers/${customer.id}`))
  await expect(page.getByText('Every product')).toBeVisible()
  for (const [tab, seen] of [
    ['Authorizations', 'Active'],
    ['Acting sessions', 'Ticket 4711'],
    ['History', 'Done'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel', { name: tab }).getByText(seen).first()).toBeVisible()
    await expect(page).toHaveURL(/tab=/)
  }
  await page.goto(rowOf(customer.id))
  await openMore(page)
  await page.getByRole('menuitem', { name: 'View Orders' }).click()
  await expect(page.getByRole('tab', { name: 'Orders', selected: true })).toBeVisible()
})

test('a distributor finds its resellers’ customers in a tab of their own', async ({ signedIn }) => {
  const customer = await takeCustomer()
  const page = await signedIn('distributor')
  await page.goto('/customers')
  await page.getByRole('tab', { name: 'Resellers' }).click()
  await expect(page).toHaveURL(/tab=resellers_customers/)
  await page.goto(`/customers?tab=resellers_customers&id=${customer.id}`)
  await expect(page.locator(`a[href="/customers/${customer.id}"]`)).toBeVisible()
  await expect(page.getByRole('cell', { name: customer.partner.accountName })).toBeVisible()
})

test('a customer of somebody else looks like one that does not exist', async ({ signedIn, faults }) => {
  const foreign = await findLogin({ accountKind: 'customer', partnerName: (await solutionProvider()).partnerName })
  const page = await signedIn('partner')
  faults.expect({ url: `/v1/customers/${foreign.accountId}`, status: 404 })
  faults.expect({ url: '/v1/authorizations', status: 404 })
  await page.goto(`/customers/${foreign.accountId}`)
  await expect(page.getByText('There is no such page').first()).toBeVisible()
})

const solutionProvider = () => findLogin({ accountKind: 'partner', partnerKind: 'solution_provider' })
