import {
  clientOf,
  expect,
  expectAccessible,
  expectAccessibleInEveryLook,
  mailedCode,
  takeCustomer,
  test,
} from './fixtures.ts'

/** Whose customers stay free for the tests that need a partner who may act for them. */
const anyone = { partnerName: 'Baltic Cloud Partners' }

const purpose = { purpose: 'decide_authorization' } as const

test('the mail of the sandbox is read without signing in, by recipient, and its code copied', async ({ page }) => {
  const { owner } = await takeCustomer(anyone)
  const client = await clientOf(owner)
  const code = await mailedCode(owner, () => client.requestVerificationCode(purpose))
  await page.goto('/dev/mail')
  await page.getByRole('button', { name: /^Show mail to/ }).click()
  await page.getByRole('option', { name: owner.email }).click()
  await expect(page).toHaveURL(/to=/)
  await expect(page.getByRole('button', { name: `Copy the code ${code}` })).toBeVisible()

  await page.getByRole('button', { name: /^Read: Your verification code/ }).click()
  const mail = page.getByRole('dialog', { name: 'Your verification code' })
  await expect(mail.getByText(owner.email)).toBeVisible()
  await expect(mail.getByText(/^Your code to decide on an authorization/)).toBeVisible()
  await expectAccessible(page, 'an open mail')
})

test('a link in a mail is followed, and a mail without a code has no place for one', async ({ page, faults }) => {
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  const { owner } = await takeCustomer(anyone)
  await (await clientOf(owner)).requestPasswordReset({ email: owner.email })
  await page.goto(`/dev/mail?to=${encodeURIComponent(owner.email)}`)
  await page.getByRole('button', { name: /^Read: .*password/i }).click()
  const mail = page.getByRole('dialog')
  await expect(mail.getByText('Sent at')).toBeVisible()
  await expect(mail.getByText('Code', { exact: true })).toHaveCount(0)
  await mail.getByRole('link', { name: /reset-password/ }).click()
  await expect(page).toHaveURL(/\/reset-password#/)
  await expect(page.getByLabel('New password', { exact: true })).toBeVisible()
})

test('mail that comes is there by itself', async ({ page }) => {
  const { owner } = await takeCustomer(anyone)
  await page.goto(`/dev/mail?to=${encodeURIComponent(owner.email)}`)
  await expect(page.getByText('No mail yet')).toBeVisible()
  const client = await clientOf(owner)
  const code = await mailedCode(owner, () => client.requestVerificationCode(purpose))
  await expect(page.getByRole('button', { name: `Copy the code ${code}` })).toBeVisible()
})

test('the sign-in page leads to it in a sandbox', async ({ page, faults }) => {
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  await page.goto('/sign-in')
  await expect(page.getByRole('link', { name: /^Mailbox of the sandbox/ })).toHaveAttribute('href', '/dev/mail')
})

test('where nothing is a sandbox there is no mailbox, and no link to one', async ({ page, faults }) => {
  faults.expect({ url: '/dev/mail', status: 404 })
  await page.route('**/v1/installation', (route) => route.fulfill({ json: { sandbox: false } }))
  await page.goto('/sign-in')
  await expect(page.getByLabel('Password')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Mailbox of the sandbox/ })).toHaveCount(0)

  await page.route(
    (url) => url.pathname === '/dev/mail',
    (route) => (route.request().resourceType() === 'document' ? route.fallback() : route.fulfill({ status: 404 })),
  )
  await page.goto('/dev/mail')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
})

test('the mailbox is for everyone, in both languages, both themes and on a phone', async ({ page }) => {
  const { owner } = await takeCustomer(anyone)
  const client = await clientOf(owner)
  await mailedCode(owner, () => client.requestVerificationCode(purpose))
  await page.goto(`/dev/mail?to=${encodeURIComponent(owner.email)}`)
  await expectAccessibleInEveryLook(page, 'mail')
})
