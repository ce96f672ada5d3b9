import { clientOf, expect, expectShallowRequests, takeCustomer, test } from './fixtures.ts'

/** Whose customers stay free for the tests that need a partner who may act for them. */
const anyone = { partnerName: 'Baltic Cloud Partners' }

test('the account page says who one is, and keeps how the console looks', async ({ signedIn }) => {
  const { owner } = await takeCustomer(anyone)
  const page = await signedIn(owner)
  await expectShallowRequests(page, () => page.goto('/account'))
  await expect(page.getByText(owner.email)).toBeVisible()
  await expect(page.getByText('Owner', { exact: true })).toBeVisible()
  await expect(page.getByText('You are a member of this account only.')).toBeVisible()

  await page.getByRole('radio', { name: 'Compact' }).check()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('radio', { name: '简体中文' }).check()
  await expect(page.getByRole('heading', { level: 1, name: '账号中心' })).toBeVisible()
  const client = await clientOf(owner)
  const kept = async () => (await client.getSession()).preferences
  await expect.poll(kept).toEqual({ language: 'zh-CN', theme: 'dark', density: 'compact' })
  await page.reload()
  await expect(page.getByRole('radio', { name: '深色' })).toBeChecked()
})

test('signing out there ends the session', async ({ signedIn, faults }) => {
  const { owner } = await takeCustomer(anyone)
  const page = await signedIn(owner)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  faults.expect({ url: '/v1/', status: 401 })
  await page.goto('/account')
  await expect(page.getByLabel('Password')).toBeVisible()
})
