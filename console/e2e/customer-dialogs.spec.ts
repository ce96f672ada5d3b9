import { minorOf, moneyOf } from '#contract/money.ts'
import { moneyText } from '#console/ui/money-text.ts'
import { revoke, takeOwnAuthorizedBuyer } from './buyers.ts'
import { choose, isReseller, rowOf } from './customer-menu.ts'
import { cast, clientOf, expect, expectAccessible, findLogin, mailedCode, takeCustomer, test } from './fixtures.ts'
import { placeAnOrder } from './ordered.ts'

test('a customer is asked for authorization within limits, and the row says that it waits', async ({ signedIn }) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))
  const dialog = await choose(page, 'Request Authorization')
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByText('Write a message to the customer.')).toBeVisible()

  await dialog.getByLabel('Message to the customer').fill('To order what we agreed on by phone.')
  await dialog.getByRole('checkbox', { name: 'Network' }).uncheck()
  await dialog.getByLabel('Highest amount per order').fill('1.2.3')
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByText('Enter an amount above zero, or leave it empty.')).toBeVisible()
  await dialog.getByLabel('Highest amount per order').fill('1200')
  await dialog.getByLabel('Number of orders').fill('3')
  await expectAccessible(page, 'the request')
  // Who clicks twice asks once: the second would be refused.
  await dialog.getByRole('button', { name: 'Send request' }).dblclick()

  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('table').getByText('Waiting for the customer')).toBeVisible()
  const owner = await clientOf(customer.owner)
  const { items } = await owner.listAuthorizations({ state: 'pending' })
  expect(items).toHaveLength(1)
  expect(items[0]?.requestedScope).toMatchObject({
    actions: ['purchase_yearly_monthly', 'view_orders', 'view_resources'],
    serviceFamilies: ['compute', 'storage'],
    maxOrders: 3,
  })
  expect(minorOf(items[0]?.requestedScope.maxOrderAmount ?? { amount: '0', currency: 'USD' })).toBe(120_000n)
})

test('a newer commitment letter is shown again, and a text that is not in force binds nobody', async ({
  signedIn,
  faults,
}) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn(customer.partner)
  await page.route('**/v1/letters/commitment*', async (route) => {
    const response = await route.fetch()
    const letter = (await response.json()) as Readonly<Record<string, unknown>>
    await route.fulfill({ response, json: { ...letter, version: 2 } })
  })
  await page.goto(rowOf(customer.id))
  const dialog = await choose(page, 'Request Authorization')
  await dialog.getByLabel('Message to the customer').fill('To order what we agreed on.')
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByText('Accept the letter to send the request.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /I accept version 2/ }).check()
  faults.expect({ url: '/authorizations', status: 409 })
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByText('The letter has changed meanwhile; read the newest text')).toBeVisible()
})

test('switching role names customer, authorization and what is left, asks why, and leads to Select Products', async ({
  signedIn,
}) => {
  const buyer = await takeOwnAuthorizedBuyer({ maxOrder: 5000n, maxMonth: 9000n, maxOrders: 3 })
  const { customer, seller, currency, authorizationId } = buyer
  const customerId = customer.id
  // What was ordered before is not left any more.
  const before = await seller.startActingSession({ customerId, reason: 'TICKET-4710' })
  const { total } = await placeAnOrder(seller, { customerId, payment: 'now', actingSession: before.id })
  await seller.endActingSession({ actingSessionId: before.id })
  const money = (minor: bigint) => moneyText(moneyOf(minor, currency), 'en')
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))

  const dialog = await choose(page, "Place Order on Customers' Behalf")

  await expect(dialog.getByText(customer.name)).toBeVisible()
  await expect(dialog.getByText(authorizationId)).toBeVisible()
  await expect(dialog.getByText(`Up to ${money(500_000n)} for each order`)).toBeVisible()
  const left = money(900_000n - minorOf(total))
  await expect(dialog.getByText(`Up to ${money(900_000n)} a month; ${left} left this month`)).toBeVisible()
  await expect(dialog.getByText('At most 3 orders; 2 left')).toBeVisible()
  await expectAccessible(page, 'the switch of role')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('Enter a reason.')).toBeVisible()

  await dialog.getByLabel('Reason or ticket').fill('TICKET-4711')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(page).toHaveURL(/\/acting\/act_[0-9a-z]{26}\/select-products$/)
  const live = await seller.listActingSessions({ customerId, live: true })
  expect(live.items).toMatchObject([{ reason: 'TICKET-4711' }])
})

test('an authorization that is revoked meanwhile refuses the switch, and says so', async ({ signedIn, faults }) => {
  const buyer = await takeOwnAuthorizedBuyer()
  const { customer } = buyer
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))
  const dialog = await choose(page, "Place Order on Customers' Behalf")
  await dialog.getByLabel('Reason or ticket').fill('TICKET-4712')
  await revoke(buyer)

  faults.expect({ url: '/acting-sessions', status: 403 })
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('Authorization: the customer can fix it.')).toBeVisible()
  await expect(page).toHaveURL(/\/customers\?id=/)
})

test('a freeze says what it hits, takes a code, and can be lifted; whoever acts meanwhile is warned', async ({
  signedIn,
}) => {
  const { customer, seller } = await takeOwnAuthorizedBuyer()
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))
  const dialog = await choose(page, 'Freeze Account')
  await expect(dialog.getByText('What this hits')).toBeVisible()
  await dialog.getByLabel('Reason', { exact: true }).fill('Bills are overdue')
  const code = await mailedCode(customer.partner, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Freeze', exact: true }).click()
  await expect(page.getByRole('table').getByText('Frozen: Account')).toBeVisible()

  const acting = await choose(page, "Place Order on Customers' Behalf")
  await expect(acting.getByText(/This account is frozen/)).toBeVisible()
  await acting.getByRole('button', { name: 'Cancel' }).click()
  const unfreeze = await choose(page, 'Unfreeze Account')
  await expect(unfreeze.getByText('Bills are overdue')).toBeVisible()
  await unfreeze.getByRole('button', { name: 'Unfreeze', exact: true }).click()
  await expect(page.getByRole('table').getByText('Normal')).toBeVisible()
  expect((await seller.getCustomer({ customerId: customer.id })).freeze).toBeNull()
})

test('a budget is set over the version that was read, with a code', async ({ signedIn, faults }) => {
  const customer = await takeCustomer({}, (row) => isReseller(row) && row.budget !== null && row.currency === 'USD')
  const page = await signedIn(customer.partner)
  await page.goto(`/customers/${customer.id}`)
  const dialog = await choose(page, 'Set Budget')
  const seller = await clientOf(customer.partner)
  const before = await seller.getBudget({ customerId: customer.id })
  await expect(dialog.getByLabel('Amount', { exact: true })).toHaveValue(before.amount.amount)
  const ask = { purpose: 'set_budget', subjectId: customer.id } as const
  const verificationCode = await mailedCode(customer.partner, () => seller.requestVerificationCode(ask))
  const { cadence, onExhaustion } = before
  const amount = { amount: '30000.00', currency: 'USD' } as const
  const input = { customerId: customer.id, cadence, onExhaustion, amount, verificationCode }
  await seller.setBudget(input, { ifMatch: before.version })

  const send = async (typed: string) => {
    await dialog.getByLabel('Amount', { exact: true }).fill(typed)
    const code = await mailedCode(customer.partner, () =>
      dialog.getByRole('button', { name: /Send (another )?code/ }).click(),
    )
    await dialog.getByLabel('Verification code').fill(code)
    await dialog.getByRole('button', { name: 'Set budget', exact: true }).click()
  }
  faults.expect({ url: '/budget', status: 412 })
  await send('25000')
  await expect(dialog.getByText('It was changed since it was read')).toBeVisible()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.getByLabel('Amount', { exact: true })).toHaveValue('30000.00')
  await send('26000.50')
  await expect(dialog).toHaveCount(0)
  expect((await seller.getBudget({ customerId: customer.id })).amount.amount).toBe('26000.50')
})

test('an account manager and tags are given to a customer', async ({ signedIn }) => {
  const customer = await takeCustomer()
  const page = await signedIn(customer.partner)
  await page.goto(`/customers/${customer.id}`)
  const assign = await choose(page, 'Assign Account Manager')
  const sales = await findLogin(cast.sales)
  await assign.getByRole('button', { name: /^Account manager/ }).click()
  await assign.page().getByLabel('Search by name or e-mail').fill(sales.email)
  await assign.page().getByRole('option', { name: sales.email }).click()
  await assign.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(assign).toHaveCount(0)

  const tags = await choose(page, 'Edit Tags')
  await tags.getByLabel('Tag', { exact: true }).fill('key account')
  await tags.getByLabel('Tag', { exact: true }).press('Enter')
  await tags.getByRole('button', { name: 'Save' }).click()
  await expect(tags).toHaveCount(0)
  await expect(page.getByText(/key account/).first()).toBeVisible()
  const seller = await clientOf(customer.partner)
  const row = await seller.getCustomer({ customerId: customer.id, reveal: 'accountManager' })
  expect(row.tags).toContain('key account')
  const { items } = await seller.listAccountManagers({ member: sales.email })
  expect(row.accountManager?.id).toBe(items[0]?.id)
})
