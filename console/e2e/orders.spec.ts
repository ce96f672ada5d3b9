import { clientOf, expect, expectAccessible, takeCustomer, test } from './fixtures.ts'
import { canBuy, placeAnOrder } from './ordered.ts'

test('a customer pays an order that waits, and sees it through to the resources', async ({ signedIn }) => {
  const { id: customerId, owner } = await takeCustomer({}, canBuy)
  const order = await placeAnOrder(await clientOf(owner), { customerId, payment: 'later' })
  const page = await signedIn(owner)
  await page.goto('/orders')
  await page.getByRole('row', { name: order.id }).getByRole('link', { name: order.id }).click()
  await expect(page.getByText('This order waits for payment')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Pay this order' })
  await expect(dialog).toContainText(order.total.amount)
  await expectAccessible(page, 'the payment')
  await dialog.getByRole('button', { name: 'Pay', exact: true }).click()
  await expect(dialog).toBeHidden()

  await expect(page.getByText('This order waits for payment')).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: 'Completed' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('table', { name: 'Resources' }).getByText('In use')).toBeVisible()
})

test('canceling says what is given back, and is not done by closing the question', async ({ signedIn }) => {
  const { id: customerId, owner } = await takeCustomer({}, canBuy)
  const order = await placeAnOrder(await clientOf(owner), { customerId, payment: 'later' })
  const page = await signedIn(owner)
  await page.goto(`/customers/${customerId}/orders/${order.id}`)

  const dialog = page.getByRole('dialog', { name: 'Cancel this order' })
  await page.getByRole('button', { name: 'Cancel order' }).click()
  await expect(dialog).toContainText(order.committed.amount)
  await dialog.getByRole('button', { name: 'Keep order' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('This order waits for payment')).toBeVisible()

  await page.getByRole('button', { name: 'Cancel order' }).click()
  await dialog.getByRole('button', { name: 'Cancel order' }).click()
  await expect(page.getByText('This order waits for payment')).toHaveCount(0)
  await expect(page.getByText('The order is canceled')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /^Canceled/ })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Pay', exact: true })).toHaveCount(0)
})

test('an order on behalf says who placed it, for whom, and what allowed it', async ({ signedIn }) => {
  const customer = await takeCustomer({ authorization: 'active' }, canBuy)
  const client = await clientOf(customer.partner)
  const acting = await client.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  const wish = { customerId: customer.id, payment: 'later', actingSession: acting.id } as const
  const order = await placeAnOrder(client, wish)
  const { member } = await client.getSession({})

  const page = await signedIn(customer.owner)
  await page.goto(`/customers/${customer.id}/orders/${order.id}`)
  await expect(page.getByText(`${member.name} of ${acting.partnerName}, on behalf of ${customer.name}.`)).toBeVisible()
  await expect(page.getByText('Ticket 4711')).toBeVisible()
  await expect(page.getByText(acting.id)).toBeVisible()
  await expect(page.getByRole('link', { name: acting.authorizationId })).toHaveAttribute(
    'href',
    `/my-partner/authorizations/${acting.authorizationId}`,
  )

  const seller = await signedIn(customer.partner)
  await seller.goto(`/acting/${acting.id}/orders`)
  await seller.getByRole('link', { name: order.id }).click()
  await expect(seller).toHaveURL(new RegExp(`/acting/${acting.id}/orders/${order.id}$`))
  await expect(seller.getByText('This order waits for the customer to pay')).toBeVisible()
  await expect(seller.getByRole('button', { name: 'Pay', exact: true })).toHaveCount(0)
  await client.endActingSession({ actingSessionId: acting.id })
})

test('a partner searches the orders of all customers, and the search can be linked', async ({ signedIn }) => {
  const { id: customerId, name, owner, partner } = await takeCustomer({}, canBuy)
  const order = await placeAnOrder(await clientOf(owner), { customerId, payment: 'later' })
  const page = await signedIn(partner)
  await page.goto(`/orders?customerName=${encodeURIComponent(name)}&state=pending_payment,failed`)
  await expect(page.getByRole('link', { name: order.id })).toBeVisible()
  await expect(page.getByText('Pending payment, Failed')).toBeVisible()

  await page.getByRole('combobox', { name: /Search by order No/ }).fill('Order No. = ')
  await page.keyboard.type(order.id)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`orderId=${order.id}`))
  await expect(page.getByRole('row')).toHaveCount(2)

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/orders$/)
  await page.goto('/orders?orderId=ord_none')
  await expect(page.getByText('No match')).toBeVisible()
})
