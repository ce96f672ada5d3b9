import type { Locator, Page } from '@playwright/test'
import type { takeCustomer } from './people.ts'

type Row = Parameters<NonNullable<Parameters<typeof takeCustomer>[1]>>[0]

/** A customer who is billed by the partner, for whom alone a partner orders. */
export const isReseller = ({ association }: Row) => association?.type === 'reseller'

/** Customer Management with one customer in sight. */
export const rowOf = (id: string) => `/customers?id=${id}`

/** Opens the menu of the only customer in sight. */
export async function openMore(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^More: / }).click()
}

/** Chooses from that menu what opens a dialog. */
export async function choose(page: Page, action: string): Promise<Locator> {
  await openMore(page)
  await page.getByRole('menuitem', { name: action, exact: true }).click()
  return page.getByRole('dialog')
}
