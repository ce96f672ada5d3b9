import type { Locator, Page } from '@playwright/test'
import { ordersOf, takeUnaskedBuyer } from './buyers.ts'
import { expect, mailedCode, test } from './fixtures.ts'
import { placeButton, placedNumber, smallPlan } from './order-steps.ts'
import type { FreshCustomer, Login } from './people.ts'

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

async function signIn(page: Page, { email, password }: Login): Promise<void> {
  await page.goto('/')
  await typeInto(page, page.getByLabel('E-mail'), email)
  await typeInto(page, page.getByLabel('Password'), password)
  await page.keyboard.press('Enter')
}

/** Chooses from the menu of the only customer in sight. */
async function chooseFromMenu(page: Page, action: string): Promise<Locator> {
  await press(page, page.getByRole('button', { name: /^More: / }))
  await expect(page.getByRole('menu')).toBeVisible()
  while (!(await hasFocus(page.getByRole('menuitem', { name: action })))) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  return page.getByRole('dialog')
}

async function findCustomer(page: Page, name: string): Promise<void> {
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Customer Management' }))
  await typeInto(page, page.getByRole('combobox', { name: 'Search customers by name, or choose a property' }), name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^More: / })).toHaveCount(1)
}

async function ask(page: Page): Promise<void> {
  const request = await chooseFromMenu(page, 'Request Authorization')
  await typeInto(page, request.getByLabel('Message to the customer'), 'To order what we agreed on.')
  const letter = request.getByRole('checkbox', { name: /I accept version/ })
  if (await letter.isVisible()) await press(page, letter, 'Space')
  await press(page, request.getByRole('button', { name: 'Send request' }))
  await expect(page.getByRole('table').getByText('Waiting for the customer')).toBeVisible()
}

async function allow(page: Page, { owner }: FreshCustomer): Promise<void> {
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'My Partner' }))
  await press(page, page.getByRole('link', { name: 'Process' }))
  await press(page, page.getByRole('checkbox', { name: /I have read the authorization letter/ }), 'Space')
  const code = await mailedCode(owner, () => press(page, page.getByRole('button', { name: 'Send code' })))
  await typeInto(page, page.getByLabel('Verification code'), code)
  await press(page, page.getByRole('button', { name: 'Approve' }))
  await expect(page.getByText(`You have authorized ${owner.partnerName}`)).toBeVisible()
}

async function switchRole(page: Page): Promise<void> {
  const dialog = await chooseFromMenu(page, 'Place Order on Customers')
  await typeInto(page, dialog.getByLabel('Reason or ticket'), 'Ticket 4711')
  await press(page, dialog.getByRole('button', { name: 'OK' }))
}

/** Three small servers for three months, to be paid later. */
async function order(page: Page): Promise<string> {
  await press(page, page.getByRole('link', { name: 'Elastic Cloud Server' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Configure Elastic Cloud Server' })).toBeVisible()
  await typeInto(page, page.getByRole('searchbox', { name: 'Find plans' }), 's7.small')
  await press(page, page.getByRole('radio', { name: `Select ${smallPlan}`, exact: true }), 'Space')
  await press(page, page.getByRole('button', { name: /^Period/ }))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Quantity'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('3')
  const goOn = page.getByRole('button', { name: 'Continue to confirm' })
  await expect(page.getByText('This can be ordered')).toBeVisible()
  await expect(goOn).toBeEnabled()
  await press(page, goOn)

  await expect(placeButton(page)).toBeEnabled()
  await tabTo(page, page.getByRole('radio', { name: 'Pay now' }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Pay later' })).toBeChecked()
  await press(page, placeButton(page))
  return placedNumber(page)
}

async function revoke(page: Page, { owner }: FreshCustomer): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Revoke' }))
  const dialog = page.getByRole('dialog')
  await typeInto(page, dialog.getByLabel('Reason'), 'Not needed any more')
  const code = await mailedCode(owner, () => press(page, dialog.getByRole('button', { name: 'Send code' })))
  await typeInto(page, dialog.getByLabel('Verification code'), code)
  await press(page, dialog.getByRole('button', { name: 'Revoke' }))
  await expect(dialog).toHaveCount(0)
}

test('the whole main job is done by the keyboard alone: ask, allow, switch role, order, switch back, find it, revoke', async ({
  newContext,
  faults,
}) => {
  // Whoever comes to the sign-in page is asked first whether they are signed in.
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  const buyer = await takeUnaskedBuyer()
  const { customer, owner } = buyer
  const partners = await (await newContext()).newPage()
  await signIn(partners, customer.partner)
  await findCustomer(partners, customer.name)
  await ask(partners)

  const owners = await (await newContext()).newPage()
  await signIn(owners, customer.owner)
  await allow(owners, customer)

  await press(partners, partners.getByRole('button', { name: 'Refresh the list' }))
  await expect(partners.getByRole('table').getByText('Active', { exact: true })).toBeVisible()
  await switchRole(partners)
  const orderId = await order(partners)
  expect((await ordersOf(buyer))[0]).toMatchObject({
    id: orderId,
    state: 'pending_payment',
    items: [{ quantity: 3, period: { unit: 'month', count: 3 } }],
  })
  await press(partners, partners.getByRole('main').getByRole('button', { name: 'Switch Role' }))
  await expect(partners).toHaveURL(/\/customers\?/)
  await press(partners, partners.getByRole('navigation').getByRole('link', { name: 'Customer Orders' }))
  await expect(partners.getByRole('table').getByRole('link', { name: orderId })).toBeVisible()

  await revoke(owners, customer)
  const { items } = await owner.listAuthorizations({ limit: 1 })
  expect(items[0]?.state).toBe('revoked')
})
