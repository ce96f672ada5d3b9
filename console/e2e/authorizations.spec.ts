import { revoke, takeOwnAuthorizedBuyer } from './buyers.ts'
import { choose, rowOf } from './customer-menu.ts'
import { expect, expectAccessible, expectShallowRequests, test } from './fixtures.ts'

const dayMs = 86_400_000

test('what ends in a month stands in the calendar on its day, and opens from there', async ({ signedIn }) => {
  // Later than whatever else ends.
  const end = new Date(Date.now() + 600 * dayMs)
  const { customer, authorizationId } = await takeOwnAuthorizedBuyer({ validUntil: end.toISOString() })
  const page = await signedIn(customer.partner)
  const before = new Date(end.getFullYear(), end.getMonth() - 1, 15).toISOString().slice(0, 7)
  await expectShallowRequests(page, () => page.goto(`/authorizations?tab=calendar&month=${before}`))
  await expect(page.getByText('No authorization ends in this month.')).toBeVisible()
  await page.getByRole('button', { name: 'Month after' }).click()
  const named = end.toLocaleDateString('en', { year: 'numeric', month: 'long', timeZone: 'Europe/Berlin' })
  await expect(page.getByRole('heading', { name: `What ends in ${named}` })).toBeVisible()
  const number = end.toLocaleDateString('en', { day: 'numeric', timeZone: 'Europe/Berlin' })
  const day = page.getByRole('cell').filter({ has: page.getByText(number, { exact: true }) })
  await expect(day.getByRole('button')).toHaveCount(1)
  await expectAccessible(page, 'the calendar')
  await day.getByRole('button').click()
  await expect(page.getByRole('dialog', { name: /^Authorization by/ })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`id=${authorizationId}`))
})

test('an authorization is asked for again before it ends, and the customer stops that it goes on by itself', async ({
  signedIn,
}) => {
  const { customer, seller, owner, authorizationId } = await takeOwnAuthorizedBuyer({ autoExtend: true, maxOrders: 5 })
  const page = await signedIn(customer.partner)
  await page.goto(`/authorizations?id=${authorizationId}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog', { name: /^Renew the authorization of/ })
  await expect(dialog.getByRole('button', { name: 'Ask to renew' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Ask to renew' }).click()
  await expect(dialog.getByText('Write a message to the customer.')).toBeVisible()
  await expectAccessible(page, 'renewing')
  await dialog.getByLabel('Message to the customer').fill('The project goes on for another year.')
  const letter = dialog.getByRole('checkbox')
  if (await letter.isVisible()) await letter.check()
  await dialog.getByRole('button', { name: 'Ask to renew' }).click()
  await expect(page.getByText(/ is asked to renew/)).toBeVisible()
  const { items } = await seller.listAuthorizations({ customerId: customer.id, state: 'pending' })
  expect(items).toMatchObject([{ scope: { maxOrders: 5, autoExtend: true } }])

  const own = await signedIn(customer.owner)
  await own.goto(`/my-partner/authorizations/${items[0]?.id}`)
  await expect(own.getByText(/asks to renew the authorization in force/)).toBeVisible()
  await expect(own.getByRole('radio', { name: 'Orders go through at once', exact: true })).toBeChecked()
  await expectAccessible(own, 'deciding on a renewal')
  await own.goto(`/my-partner/authorizations/${authorizationId}`)
  await own.getByRole('button', { name: 'Stop extension' }).click()
  const question = own.getByRole('dialog')
  await expectAccessible(own, 'stopping the extension')
  await question.getByRole('button', { name: 'Stop extension' }).click()
  await expect(question).toHaveCount(0)
  await expect(own.getByRole('button', { name: 'Stop extension' })).toHaveCount(0)
  const { state, scope } = await owner.getAuthorization({ authorizationId })
  expect([state, scope.autoExtend]).toEqual(['active', undefined])
})

test('what is over is asked for again as it was, from the list and from the customer’s row', async ({ signedIn }) => {
  const buyer = await takeOwnAuthorizedBuyer({ maxOrders: 7 })
  const { customer, seller, authorizationId } = buyer
  await revoke(buyer)
  const page = await signedIn(customer.partner)
  await page.goto(rowOf(customer.id))
  const fromRow = await choose(page, 'Ask again for authorization')
  await expect(fromRow.getByLabel('Number of orders')).toHaveValue('7')

  await expectShallowRequests(page, () => page.goto(`/authorizations?id=${authorizationId}`))
  await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Request Authorization' })
  await expect(dialog.getByText(/^Filled in as it was asked on /)).toBeVisible()
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(dialog.getByLabel('Message to the customer')).toBeFocused()
  await expectAccessible(page, 'asking again')
  await dialog.getByLabel('Message to the customer').fill('The project goes on after all.')
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByText(/ has been asked for authorization$/)).toBeVisible()
  const { items } = await seller.listAuthorizations({ customerId: customer.id, state: 'pending' })
  expect(items).toMatchObject([{ scope: { maxOrders: 7 } }])

  await page.goto(`/authorizations?id=${authorizationId}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click()
  await expect(dialog.getByText(/There is one already: wait for the decision/).first()).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send request' })).toBeDisabled()
})
