import type { Page } from '@playwright/test'
import { ProblemError } from '#sdk/client.ts'
import { clientOf, expect, expectAccessible, expectShallowRequests, findLogin, takeCustomer, test } from './fixtures.ts'

/** Other tests leave this reseller's permissions alone, as this one leaves theirs. */
const reseller = 'Fjord Systems'

const row = (page: Page) => page.getByRole('row').filter({ hasText: reseller })

async function openDialog(page: Page) {
  await page.getByRole('button', { name: `Edit the permissions of ${reseller}` }).click()
  return page.getByRole('dialog', { name: `Permissions of ${reseller}` })
}

test.describe.configure({ mode: 'serial' })

test('a distributor sees what its resellers may do, and within which quota', async ({ signedIn }) => {
  const page = await signedIn('distributor')
  await expectShallowRequests(page, () => page.goto('/resellers'))
  await expect(row(page)).toContainText('Allowed')
  await expect(row(page)).toContainText(/USD [\d,.]+ given out, no quota/)
})

test('withdrawing the permission to act says which sessions end, and ends them at once', async ({ signedIn }) => {
  const { id: customerId, partner } = await takeCustomer({ partnerName: reseller, authorization: 'active' })
  const seller = await clientOf(partner)
  const acting = await seller.startActingSession({ customerId, reason: 'Ticket 4711' })
  const act = () => seller.getCustomer({ customerId }, { actingSession: acting.id })
  const outcome = () =>
    act().then(
      () => 'done',
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
    )
  expect(await outcome()).toBe('done')

  const page = await signedIn('distributor')
  await page.goto('/resellers')
  const dialog = await openDialog(page)
  await expect(dialog.getByRole('button', { name: 'Save permissions' })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Act on behalf' }).click()
  // Other tests may act for customers of this reseller too.
  await expect(dialog.getByText(/^[1-9]\d* live acting sessions? of this reseller will end at once/)).toBeVisible()
  await expectAccessible(page, 'the permissions of a reseller')
  await dialog.getByRole('button', { name: 'Save permissions' }).click()
  await expect(page.getByText(`The permissions of ${reseller} have been saved`, { exact: true })).toBeVisible()
  await expect(row(page)).toContainText('Not allowed')
  expect(await outcome()).not.toBe('done')

  const again = await openDialog(page)
  await again.getByRole('checkbox', { name: 'Act on behalf' }).click()
  await again.getByRole('button', { name: 'Save permissions' }).click()
  await expect(again).toHaveCount(0)
  await expect(async () => expect(await outcome()).toBe('acting_session_over')).toPass()
})

test('a quota is not less than what is given out', async ({ signedIn }) => {
  const page = await signedIn('distributor')
  await page.goto('/resellers')
  const dialog = await openDialog(page)
  const isSetting = dialog.getByRole('checkbox', { name: 'Set budgets' })
  if (!(await isSetting.isChecked())) await isSetting.click()
  await dialog.getByRole('radio', { name: 'Set a quota' }).click()
  const amount = dialog.getByRole('textbox', { name: 'Amount' })
  const save = dialog.getByRole('button', { name: 'Save permissions' })
  await amount.fill('a lot')
  await save.click()
  await expect(dialog.getByText('Enter an amount such as 1000 or 1000.50.')).toBeVisible()
  await amount.fill('1')
  await expect(dialog.getByText(/Enter at least USD [\d,.]+/)).toBeVisible()
  await amount.fill('5,000,000')
  await save.click()
  await expect(row(page)).toContainText(/of USD 5,000,000.00 given out/)
})

test('a member who only reads sees the permissions, and who can have them changed', async ({ signedIn }) => {
  const page = await signedIn(await findLogin({ partnerKind: 'distributor', role: 'viewer' }))
  await page.goto('/resellers')
  const button = page.getByRole('button', { name: `Edit the permissions of ${reseller}` })
  await expect(button).toBeDisabled()
  await button.hover()
  await expect(page.getByText(/administrator can fix it/).filter({ visible: true })).toBeVisible()
})
