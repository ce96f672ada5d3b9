import { clientOf, expect, takeCustomer, test } from './fixtures.ts'
import { canBuy, placeAnOrder } from './ordered.ts'

test('what is paid for a period and what is billed by use stand in two tabs, each with its order', async ({
  signedIn,
}) => {
  const { id: customerId, owner } = await takeCustomer({}, canBuy)
  const client = await clientOf(owner)
  const yearly = await placeAnOrder(client, { customerId, payment: 'now' })
  const byUse = await placeAnOrder(client, { customerId, payment: 'now', billingMode: 'pay_per_use' })
  const isDone = (orderId: string) => async () => (await client.getOrder({ customerId, orderId })).state
  await expect.poll(isDone(yearly.id), { timeout: 30_000 }).toBe('completed')
  await expect.poll(isDone(byUse.id), { timeout: 30_000 }).toBe('completed')

  const page = await signedIn(owner)
  await page.goto(`/resources?orderId=${yearly.id}`)
  await expect(page.getByRole('link', { name: `View order ${yearly.id}` })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('tab', { name: 'Pay-per-use' }).click()
  await expect(page).toHaveURL(/billingMode=pay_per_use/)
  await expect(page.getByRole('link', { name: `View order ${yearly.id}` })).toHaveCount(0)
  await page.getByRole('link', { name: `View order ${byUse.id}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Order ${byUse.id}` })).toBeVisible()
})

test('a distributor sees its own customers’ resources in one tab, its resellers’ in the other', async ({
  signedIn,
}) => {
  const page = await signedIn('distributor')
  await page.goto('/resources')
  await page.getByRole('tab', { name: 'Resellers' }).click()
  await expect(page).toHaveURL(/tab=resellers_customers/)
  await expect(page.getByRole('link', { name: /View order/ }).first()).toBeVisible()
})

test('a partner withdraws a request that the customer has not decided', async ({ signedIn }) => {
  const { id: customerId, name, owner, partner } = await takeCustomer({ authorization: 'pending' }, canBuy)
  const page = await signedIn(partner)
  await page.goto(`/authorizations?customerId=${customerId}`)
  await page.getByRole('button', { name }).click()
  await page.getByRole('button', { name: 'Withdraw the request' }).click()
  const question = page.getByRole('dialog', { name: `Withdraw the request to ${name}` })
  await question.getByRole('button', { name: 'Withdraw the request' }).click()
  await expect(page.getByRole('dialog').getByText('Canceled')).toBeVisible()
  const { items } = await (await clientOf(owner)).listAuthorizations({ state: 'pending' })
  expect(items).toEqual([])
})
