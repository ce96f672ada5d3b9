import type { Locator, Page } from '@playwright/test'
import { actFor, ordersOf, takeAuthorizedBuyer } from './buyers.ts'
import { expect, test } from './fixtures.ts'
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

test('an order on behalf is placed and left by the keyboard alone', async ({ signedIn }) => {
  const buyer = await takeAuthorizedBuyer()
  const page = await signedIn(buyer.customer.partner)
  await page.goto(`${await actFor(buyer)}/select-products`)

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
