import { clientOf, expect, takeCustomer, test } from './fixtures.ts'
import { canBuy, placeAnOrder } from './ordered.ts'

test('a customer’s home says what to decide, who is in the account, and what to pay', async ({ signedIn }) => {
  const asked = await takeCustomer({ authorization: 'pending' }, canBuy)
  const order = await placeAnOrder(await clientOf(asked.owner), { customerId: asked.id, payment: 'later' })
  const page = await signedIn(asked.owner)
  await page.goto('/home')
  const requests = page.getByRole('list', { name: 'Requests to decide' })
  await expect(requests.getByRole('link').first()).toHaveAttribute('href', /^\/my-partner\/authorizations\/aut_/)
  await expect(page.getByText('Nobody acts in your account at this moment.')).toBeVisible()

  await page.getByRole('list', { name: 'Unpaid orders' }).getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`${order.id}$`))
})

test('whoever acts in an account now is named on its home', async ({ signedIn }) => {
  const customer = await takeCustomer({ authorization: 'active' }, canBuy)
  const seller = await clientOf(customer.partner)
  const acting = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 99' })
  const page = await signedIn(customer.owner)
  await page.goto('/home')
  const now = page.getByRole('list', { name: 'In your account now' })
  await expect(now.getByText(`${acting.memberName} of ${acting.partnerName}`)).toBeVisible()
  await expect(now.getByText('Ticket 99')).toBeVisible()
  await seller.endActingSession({ actingSessionId: acting.id })
})

test('each box of a partner’s home leads to the list it is the beginning of', async ({ signedIn }) => {
  const page = await signedIn('partner')
  for (const [box, address] of [
    ['Unpaid orders', /\/orders\?state=pending_payment$/],
    ['Failed orders', /\/orders\?state=failed%2Cpartially_completed&placedFrom=/],
    ['Authorizations ending soon', /\/authorizations\?state=active&validUntilTo=/],
    ['Resources to renew', /\/resources\?billingMode=yearly_monthly&status=in_use%2Cexpired/],
    ['Budgets above 75 %', /\/customers\?budgetUsageMin=75&sort=-budgetUsage$/],
  ] as const) {
    await page.goto('/home')
    await page.getByRole('link', { name: `View all: ${box}` }).click()
    await expect(page).toHaveURL(address)
  }
})
