import type { Locator, Page } from '@playwright/test'
import { type AuthorizedBuyer, ordersOf, takeAuthorizedBuyer } from './buyers.ts'
import { isReseller, rowOf } from './customer-menu.ts'
import { clientOf, expect, mailedCode, takeCustomer, test } from './fixtures.ts'
import { placeButton, placedNumber, smallPlan } from './order-steps.ts'

const mostTabs = 80

/** Goes on from one thing to the next until this one has the keyboard. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await wanted.waitFor()
  for (let pressed = 0; pressed < mostTabs; pressed += 1) {
    if (await hasFocus(wanted)) return
    await page.keyboard.press(key)
  }
  throw new Error(`the keyboard does not reach ${wanted.toString()}`)
}

const hasFocus = (wanted: Locator) => wanted.evaluate((element) => element === document.activeElement)

/** From the sign-in page to the customer's products, by the keyboard. */
async function switchRole(page: Page, { partner, name }: AuthorizedBuyer['customer']): Promise<void> {
  await page.goto('/')
  await tabTo(page, page.getByLabel('E-mail'))
  await page.keyboard.type(partner.email)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type(partner.password)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Customer Management' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('combobox', { name: 'Search customers by name, or choose a property' }))
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const more = page.getByRole('button', { name: /^More: / })
  await expect(more).toHaveCount(1)
  await tabTo(page, more)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  while (!(await hasFocus(page.getByRole('menuitem', { name: 'Place Order on Customers' }))))
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('dialog').getByLabel('Reason or ticket'))
  await page.keyboard.type('Ticket 4711')
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'OK' }))
  await page.keyboard.press('Enter')
}

/** Goes to something and presses it. */
async function press(page: Page, wanted: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

/** Goes to a field and types into it. */
async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.type(text)
}

test('a customer is asked, allows it and takes it back by the keyboard alone', async ({ signedIn }) => {
  const { id, owner, partner } = await takeCustomer({}, isReseller)
  const asking = await signedIn(partner)
  await asking.goto(rowOf(id))
  await press(asking, asking.getByRole('button', { name: /^More: / }))
  await expect(asking.getByRole('menu')).toBeVisible()
  while (!(await hasFocus(asking.getByRole('menuitem', { name: 'Request Authorization' }))))
    await asking.keyboard.press('ArrowDown')
  await asking.keyboard.press('Enter')
  const request = asking.getByRole('dialog')
  await typeInto(asking, request.getByLabel('Message to the customer'), 'To order what we agreed on.')
  const letter = request.getByRole('checkbox', { name: /I accept version/ })
  if (await letter.isVisible()) await press(asking, letter, 'Space')
  await press(asking, request.getByRole('button', { name: 'Send request' }))
  await expect(asking.getByRole('table').getByText('Waiting for the customer')).toBeVisible()

  const page = await signedIn(owner)
  await page.goto('/my-partner')
  await press(page, page.getByRole('link', { name: 'Process' }))
  await press(page, page.getByRole('checkbox', { name: /I have read the authorization letter/ }), 'Space')
  const code = await mailedCode(owner, () => press(page, page.getByRole('button', { name: 'Send code' })))
  await typeInto(page, page.getByLabel('Verification code'), code)
  await press(page, page.getByRole('button', { name: 'Approve' }))
  await expect(page.getByText(`You have authorized ${owner.partnerName}`)).toBeVisible()

  await press(page, page.getByRole('button', { name: 'Revoke' }))
  const dialog = page.getByRole('dialog')
  await typeInto(page, dialog.getByLabel('Reason'), 'Not needed any more')
  const again = await mailedCode(owner, () => press(page, dialog.getByRole('button', { name: 'Send code' })))
  await typeInto(page, dialog.getByLabel('Verification code'), again)
  await press(page, dialog.getByRole('button', { name: 'Revoke' }))
  await expect(dialog).toHaveCount(0)
  const { items } = await (await clientOf(owner)).listAuthorizations({ limit: 1 })
  expect(items[0]?.state).toBe('revoked')
})

test('an order on behalf is placed and left by the keyboard alone, from signing in on', async ({
  newContext,
  faults,
}) => {
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  const buyer = await takeAuthorizedBuyer()
  const page = await (await newContext()).newPage()
  await switchRole(page, buyer.customer)

  await tabTo(page, page.getByRole('link', { name: 'Elastic Cloud Server' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Configure Elastic Cloud Server' })).toBeVisible()

  await tabTo(page, page.getByRole('searchbox', { name: 'Find plans' }))
  await page.keyboard.type('s7.small')
  await tabTo(page, page.getByRole('radio', { name: `Select ${smallPlan}`, exact: true }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: /^Period/ }))
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Quantity'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('3')
  const goOn = page.getByRole('button', { name: 'Continue to confirm' })
  await expect(page.getByText('This can be ordered')).toBeVisible()
  await expect(goOn).toBeEnabled()
  await tabTo(page, goOn)
  await page.keyboard.press('Enter')

  await expect(placeButton(page)).toBeEnabled()
  await tabTo(page, page.getByRole('radio', { name: 'Pay now' }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Pay later' })).toBeChecked()
  await tabTo(page, placeButton(page))
  await page.keyboard.press('Enter')
  const orderId = await placedNumber(page)

  const [order] = await ordersOf(buyer)
  expect(order).toMatchObject({
    id: orderId,
    state: 'pending_payment',
    items: [{ quantity: 3, period: { unit: 'month', count: 3 } }],
  })
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Switch Role' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\?/)
})
