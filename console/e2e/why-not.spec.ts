import { actFor, freeze, takeOwnAuthorizedBuyer, takeOwnBuyer } from './buyers.ts'
import { choose, isReseller, openMore, rowOf } from './customer-menu.ts'
import { expect, expectAccessible, findLogin, takeCustomer, takePicture, test } from './fixtures.ts'
import { inEveryLook } from './looks.ts'
import { configure, openProducts } from './order-steps.ts'

test('a partner sees each wall before an order, who can fix it and where', async ({ signedIn }) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))
  await openMore(page)
  await expect(page.getByRole('menuitem', { name: "Place Order on Customers' Behalf" })).toBeDisabled()

  await page.getByRole('menuitem', { name: 'Why can’t I order?' }).click()
  const dialog = page.getByRole('dialog')
  const inTheWay = dialog.getByRole('list', { name: 'In the way' })
  await expect(dialog.getByText(/^1 of \d+ checks fails$/)).toBeVisible()
  await expect(inTheWay.getByRole('listitem')).toHaveText([
    /^Authorization.*None.*Who can fix it: the customer\. Request authorization/s,
  ])
  const inOrder = dialog.getByRole('list', { name: 'In order' })
  await expect(inOrder.getByText('The account is not frozen')).toBeVisible()
  await expectAccessible(page, 'what stands in the way')
  await inTheWay.getByRole('link', { name: 'Authorizations of this customer' }).click()
  await expect(page).toHaveURL(/\/customers\/cus_\w+\?tab=authorizations$/)
  await expect(dialog).toHaveCount(0)

  await page.goto(rowOf(customer.id))
  await choose(page, 'Why can’t I order?')
  await inTheWay.getByRole('link', { name: 'Request authorization' }).click()
  await expect(page.getByRole('dialog', { name: 'Request Authorization' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/\/customers\/cus_\w+$/)
})

test('who holds the role is told that they can fix it, others who can, and what is mended is in order', async ({
  signedIn,
}) => {
  const buyer = await takeOwnAuthorizedBuyer()
  const { customer, seller } = buyer
  await freeze(buyer)
  const openDialog = async (role: string) => {
    const page = await signedIn(await findLogin({ accountId: customer.partner.accountId, role }))
    await page.goto(rowOf(customer.id))
    return choose(page, 'Why can’t I order?')
  }
  const theirs = await openDialog('sales')
  await expect(theirs.getByText('Who can fix it: your administrator. Unfreeze the account')).toBeVisible()
  const dialog = await openDialog('admin')
  await expect(dialog.getByText('Who can fix it: you. Unfreeze the account')).toBeVisible()

  await seller.unfreezeCustomer({ customerId: customer.id })
  await dialog.getByRole('button', { name: 'Check again' }).click()

  await expect(dialog.getByText('Nothing stands in the way: switch role, and order')).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'In order' }).getByText('The account is not frozen')).toBeVisible()
})

test('in a tab that acts, and in the customer’s own, what is checked goes by what is to be ordered', async ({
  signedIn,
}) => {
  const buyer = await takeOwnAuthorizedBuyer({ maxOrder: 50n, maxOrders: 3 })
  const page = await signedIn(buyer.customer.partner)
  await openProducts(page, await actFor(buyer))
  await page.getByRole('button', { name: 'What is checked?' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Nothing stands in the way of an order')).toBeVisible()
  await expect(dialog.getByText('3 orders left')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await configure(page, { quantity: 100 })
  await expect(page.getByText('3 of 3 left')).toBeVisible()
  await takePicture(page, 'refused-order', { name: 'en' })
  await page.getByRole('button', { name: 'What is checked?' }).click()
  const inTheWay = dialog.getByRole('list', { name: 'In the way' })
  await expect(inTheWay.getByRole('listitem').first()).toHaveText(
    /^Amount per order of the authorization.*up to \w{3} 50\.00.*Who can fix it: the customer\./s,
  )
  await takePicture(page, 'why-not-this-order', { name: 'en' })
  const [beside] = await Promise.all([
    page.waitForEvent('popup'),
    inTheWay
      .getByRole('link', { name: /Authorizations of this customer/ })
      .first()
      .click(),
  ])
  await expect(beside).toHaveURL(/\/customers\/cus_\w+\?tab=authorizations$/)
  await expect(page).toHaveURL(/\/acting\//)

  const own = await takeOwnBuyer()
  await freeze(own)
  const ownPage = await signedIn(own.customer.owner)
  await openProducts(ownPage)
  await ownPage.getByRole('button', { name: 'What is checked?' }).click()
  const item = ownPage.getByRole('dialog').getByRole('list', { name: 'In the way' }).getByRole('listitem')
  await expect(item).toHaveText(/^The account is frozen.*Who can fix it: your partner\. Ask your partner/s)
})

test('it is read in every look, on a phone as well', async ({ signedIn }) => {
  const customer = await takeCustomer({}, isReseller)
  const page = await signedIn(customer.partner)
  await page.goto(`/customers/${customer.id}`)
  await inEveryLook(page, async (look) => {
    await page.getByRole('button', { name: /^(More: |更多)/ }).click()
    await page.getByRole('menuitem', { name: /^(Why can’t I order|为什么不能下单)/ }).click()
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await expectAccessible(page, `what stands in the way, ${look.name}`)
    await takePicture(page, 'why-not', look)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
