import type { Page } from '@playwright/test'
import { serverUrl } from './environment.ts'
import { codeOfApp } from './code-of-app.ts'
import {
  expect,
  expectAccessibleInEveryLook,
  expectShallowRequests,
  mailedCode,
  mailedText,
  takeCustomer,
  takePicture,
  test,
} from './fixtures.ts'
import type { Login } from './people.ts'

const anyone = { partnerName: 'Baltic Cloud Partners' }
/** A passkey belongs to a name, which an address of numbers is not. */
const named = serverUrl.replace('127.0.0.1', 'localhost')

async function signIn(page: Page, { email, password }: Login): Promise<void> {
  await page.goto(`${named}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** What is asked for wherever a session has not just shown a factor, of who has nothing better than mail. */
async function confirmByMail(page: Page, login: Login): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  const code = await mailedCode(login, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

/** A device that holds passkeys and knows its user, as Chromium plays one. */
async function addAuthenticator(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('WebAuthn.enable')
  await chromium.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a passkey is added, signs its owner in, and confirms what needs confirmation', async ({ page, faults }) => {
  const { owner } = await takeCustomer(anyone)
  faults.expect({ url: '/v1/passkeys', status: 403 })
  faults.expect({ url: '/v1/', status: 401 })
  await addAuthenticator(page)
  await signIn(page, owner)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.goto(`${named}/security`)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await confirmByMail(page, owner)
  const adding = page.getByRole('dialog', { name: 'Add a passkey' })
  await takePicture(page, 'security-passkey', { name: 'en' })
  await adding.getByLabel('Name').fill('Work laptop')
  await adding.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('rowheader', { name: 'Work laptop' })).toBeVisible()

  await page.context().clearCookies()
  await page.goto(`${named}/sign-in`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()

  // By password, which is no fresh factor: now the passkey is what confirms.
  await page.context().clearCookies()
  await signIn(page, owner)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.goto(`${named}/security`)
  await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await takePicture(page, 'security-confirm-passkey', { name: 'en' })
  await dialog.getByRole('button', { name: 'Use passkey' }).click()
  await expect(dialog.getByText('Confirmed.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('None yet.')).toBeVisible()
})

test('an authenticator app is set up, and from then on asked for at sign-in', async ({ page, faults }) => {
  const { owner } = await takeCustomer(anyone)
  faults.expect({ url: '/v1/factors', status: 403 })
  faults.expect({ url: '/v1/', status: 401 })
  await signIn(page, owner)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expectShallowRequests(page, () => page.goto(`${named}/security`))
  await expectAccessibleInEveryLook(page, 'security')
  await page.getByRole('button', { name: 'Set up' }).click()
  await takePicture(page, 'security-confirm', { name: 'en' })
  await confirmByMail(page, owner)
  const adding = page.getByRole('dialog', { name: 'Authenticator app' })
  await expect(adding.getByRole('img', { name: /QR code/ })).toBeVisible()
  await takePicture(page, 'security-app', { name: 'en' })
  const secret = (await adding.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
  await adding.getByLabel('Code that the app shows').fill(codeOfApp(secret))
  await adding.getByRole('button', { name: 'Confirm' }).click()
  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  await expect(codes.getByRole('listitem')).toHaveCount(10)
  await takePicture(page, 'security-recovery-codes', { name: 'en' })
  const recoveryCode = (await codes.getByRole('listitem').first().textContent()) ?? ''
  await codes.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 of 10 are left.')).toBeVisible()

  await page.context().clearCookies()
  await signIn(page, owner)
  await expect(page.getByLabel('Code of your authenticator app')).toBeVisible()
  await takePicture(page, 'sign-in-factor', { name: 'en' })
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.goto(`${named}/security`)
  await expect(page.getByText('9 of 10 are left.')).toBeVisible()
})

test('a session is ended from another, and a forgotten password is set anew', async ({ page, newContext, faults }) => {
  const { owner } = await takeCustomer(anyone)
  faults.expect({ url: '/v1/', status: 401 })
  const elsewhere = await (await newContext()).newPage()
  for (const one of [elsewhere, page]) {
    await signIn(one, owner)
    await expect(one.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  }
  await page.goto(`${named}/security`)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText(/other sessions? (has|have) ended/)).toBeVisible()
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in/)

  await elsewhere.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(elsewhere.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  await expectAccessibleInEveryLook(elsewhere, 'forgot-password')
  await elsewhere.getByLabel('E-mail').fill(owner.email)
  await elsewhere.getByRole('button', { name: 'Mail me a link' }).click()
  await expect(elsewhere.getByText('If somebody has this address')).toBeVisible()
  const link = await mailedText(owner, /http\S+\/reset-password#[\w-]{43}/)
  await elsewhere.goto(link)
  await expectAccessibleInEveryLook(elsewhere, 'reset-password')
  await elsewhere.getByLabel('New password', { exact: true }).fill('correct horse battery')
  await elsewhere.getByLabel('New password again').fill('correct horse battery')
  await elsewhere.getByRole('button', { name: 'Set password' }).click()
  await expect(elsewhere.getByText('Your password was set')).toBeVisible()
  await signIn(elsewhere, { ...owner, password: 'correct horse battery' })
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('where the address is a number, the page says by which name passkeys are possible', async ({ signedIn }) => {
  const { owner } = await takeCustomer(anyone)
  const page = await signedIn(owner)
  await page.goto('/security')
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Open at localhost/ })).toHaveAttribute('href', `${named}/security`)
})
