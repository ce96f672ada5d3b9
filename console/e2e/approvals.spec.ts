import { actFor, type AuthorizedBuyer, takeOwnAuthorizedBuyer } from './buyers.ts'
import { expect, expectAccessibleInEveryLook, mailedText, test } from './fixtures.ts'
import { placeAnOrder } from './ordered.ts'
import { configure, goToConfirm, openProducts, place } from './order-steps.ts'

/** A customer that wants to approve each order. */
const takeApprover = () => takeOwnAuthorizedBuyer({ approvalMode: 'approve_each' })

/** An order of the partner that waits, and the link that was mailed to the customer's owner. */
async function linkOf({ customer, seller }: AuthorizedBuyer): Promise<{ orderId: string; link: string }> {
  const { id } = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  const order = await placeAnOrder(seller, { customerId: customer.id, payment: 'now', actingSession: id })
  const link = await mailedText(customer.owner, /\/order-approval#[\w-]{43}/)
  return { orderId: order.id, link }
}

test('an order that waits is announced before it is placed, and goes on once the customer approves', async ({
  signedIn,
}) => {
  const buyer = await takeApprover()
  const partner = await signedIn(buyer.customer.partner)
  await openProducts(partner, await actFor(buyer))
  await configure(partner)
  await expect(partner.getByText('It will wait for the customer’s approval')).toBeVisible()
  await goToConfirm(partner)
  await expect(partner.getByText('It will wait for the customer’s approval')).toBeVisible()
  const orderId = await place(partner)
  await expect(partner.getByText('It waits for the customer’s approval. Until then nothing is set up.')).toBeVisible()

  const page = await signedIn(buyer.customer.owner)
  await page.goto('/home')
  await page.getByRole('link', { name: 'Elastic Cloud Server' }).first().click()
  await expect(page.getByText('This order waits for your approval')).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve this order' })
  await expect(dialog).toContainText(buyer.customer.partner.accountName)
  await dialog.getByRole('button', { name: 'Approve' }).click()

  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('This order waits for your approval')).toHaveCount(0)
  const order = () => buyer.owner.getOrder({ customerId: buyer.customer.id, orderId })
  await expect.poll(async () => (await order()).state).toMatch(/processing|completed/)
  expect((await order()).decision).toMatchObject({ approved: true })
})

test('an order is rejected with a reason, which the partner reads', async ({ signedIn }) => {
  const buyer = await takeApprover()
  const { orderId } = await linkOf(buyer)
  const page = await signedIn(buyer.customer.owner)
  await page.goto(`/customers/${buyer.customer.id}/orders/${orderId}`)
  await page.getByRole('button', { name: 'Reject' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reject this order' })
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByText('Enter a reason.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('We have enough servers.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByText('Rejected', { exact: true }).first()).toBeVisible()
  expect(await buyer.seller.getOrder({ customerId: buyer.customer.id, orderId })).toMatchObject({
    state: 'rejected',
    decision: { approved: false, reason: 'We have enough servers.' },
  })
})

test('the mailed link shows the order to whoever is not signed in, and is good for one decision', async ({
  page,
  faults,
}) => {
  const buyer = await takeApprover()
  const { orderId, link } = await linkOf(buyer)
  await page.goto(link)
  await expect(page.getByRole('heading', { name: `Order ${orderId}` })).toBeVisible()
  await expect(page.getByText('Ticket 4711')).toBeVisible()
  await expectAccessibleInEveryLook(page, 'order-approval')
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('The order is approved')).toBeVisible()

  faults.expect({ url: '/v1/order-approvals/', status: 404 })
  await page.reload()
  await expect(page.getByText('This link is not good any more')).toBeVisible()
  const { decision } = await buyer.owner.getOrder({ customerId: buyer.customer.id, orderId })
  expect(decision).toMatchObject({ approved: true })
})
