import { expect, type Page } from '@playwright/test'

export const smallPlan = 'General computing, 1 vCPU, 1 GiB'

/** The steps of an order as a person takes them. `tab` is where the tab is: empty for a customer's own. */
export async function openProducts(page: Page, tab = ''): Promise<void> {
  await page.goto(`${tab}/select-products`)
  await expect(page.getByRole('heading', { level: 1, name: 'Select Products' })).toBeVisible()
}

interface Wish {
  readonly service?: string
  readonly plan?: string
  readonly quantity?: number
}

/** From Select Products to a plan that has its price. */
export async function configure(page: Page, wish: Wish = {}): Promise<void> {
  const { service = 'Elastic Cloud Server', plan = smallPlan, quantity } = wish
  await page.getByRole('link', { name: service }).click()
  await page.getByRole('radio', { name: `Select ${plan}`, exact: true }).check()
  if (quantity !== undefined) await page.getByLabel('Quantity').fill(String(quantity))
}

export async function goToConfirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue to confirm' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm' })).toBeVisible()
}

export const placeButton = (page: Page) => page.getByRole('button', { name: /^Place order/ })

/** Presses the one button, and waits for the number of the order. */
export async function place(page: Page): Promise<string> {
  await placeButton(page).click()
  return placedNumber(page)
}

export async function placedNumber(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: 'Order placed' })).toBeVisible({ timeout: 20_000 })
  const text = await page.getByText(/^Order ord_\w+ is placed$/).textContent()
  const found = /ord_\w+/.exec(text ?? '')?.[0]
  if (found === undefined) throw new Error('the page names no order')
  return found
}
