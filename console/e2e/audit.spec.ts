import {
  clientOf,
  expect,
  expectAccessible,
  expectShallowRequests,
  mailedCode,
  takeCustomer,
  test,
} from './fixtures.ts'

/** Whose customers stay free for the tests that need a partner who may act for them. */
const anyone = { partnerName: 'Baltic Cloud Partners' }

/** A fresh customer, with whom a code was asked for and an end that is not theirs was refused. */
async function customerWithHistory() {
  const customer = await takeCustomer(anyone)
  const owner = await clientOf(customer.owner)
  await mailedCode(customer.owner, () => owner.requestVerificationCode({ purpose: 'decide_authorization' }))
  await owner.cancelOrder({ customerId: customer.id, orderId: unknownOrder }).catch(() => undefined)
  return customer
}

const unknownOrder = 'ord_00000000000000000000000000'

test('what was done and what was refused can be searched, and the search is in the address', async ({ signedIn }) => {
  const customer = await customerWithHistory()
  const page = await signedIn(customer.owner)
  await expectShallowRequests(page, () => page.goto('/audit'))
  const log = page.getByRole('table', { name: 'Events' })
  await expect(log.getByRole('button', { name: /^Details: Request a verification code/ }).first()).toBeVisible()

  const filter = page.getByRole('combobox', { name: 'Search by operation, result, day or ID' })
  await filter.fill('Operation = Request a verification')
  await page.getByRole('option', { name: 'Request a verification code' }).click()
  await expect(page).toHaveURL(/operation=requestVerificationCode/)
  await expect(log.getByRole('button', { name: /^Details: Cancel an order/ })).toHaveCount(0)

  await page.reload()
  await expect(log.getByRole('button', { name: /^Details: Request a verification code/ }).first()).toBeVisible()
  await expect(log.getByRole('button', { name: /^Details: Cancel an order/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).not.toHaveURL(/operation=/)
})

test('a record opens with everything it says, by the keyboard too', async ({ signedIn }) => {
  const customer = await customerWithHistory()
  const page = await signedIn(customer.owner)
  await page.goto('/audit?result=refused')
  const record = page.getByRole('button', { name: /^Details: Cancel an order/ }).first()
  await record.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Cancel an order' })
  await expect(dialog.getByText('There is no such thing, or none that you may see')).toBeVisible()
  await expect(dialog.getByText('Request ID')).toBeVisible()
  await expectAccessible(page, 'the details of a record')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('an id that is none is said to be left out of the search', async ({ signedIn }) => {
  const page = await signedIn('partner')
  await page.goto('/audit?customerId=acme')
  await expect(page.getByText('Part of the search cannot be used: the list is shown without it')).toBeVisible()
})
