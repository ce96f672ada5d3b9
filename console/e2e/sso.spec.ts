/** Single sign-on from its setting up to signing in by it, with a provider that was not made for tests. */
import type { Page } from '@playwright/test'
import { outsideUrl, serverUrl } from './environment.ts'
import { expect, expectAccessible, mailedCode, takeCustomer, takePicture, test } from './fixtures.ts'
import type { Login } from './people.ts'

/** English, light and wide, as a browser of the tests is. */
const plain = { name: 'light' }

/** Furnishes what is outside of the server. */
async function furnish(what: 'texts' | 'providers', body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${outsideUrl}/${what}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as Record<string, string>
}

async function confirmByMail(page: Page, login: Login): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  const code = await mailedCode(login, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

test('an owner sets a provider and a domain up, and signs in by them, into this account alone', async ({
  signedIn,
  newContext,
  faults,
}) => {
  const { owner, id } = await takeCustomer({ partnerName: 'Baltic Cloud Partners' })
  const domain = owner.email.slice(owner.email.indexOf('@') + 1)
  const redirectUri = `${serverUrl}/sso/${id}`
  const { issuer = '', clientId = '', clientSecret = '' } = await furnish('providers', { redirectUri })
  faults.expect({ url: '/v1/single-sign-on', status: 403 })
  faults.expect({ url: '/v1/single-sign-on', status: 409 })
  faults.expect({ url: '/v1/', status: 401 })
  const page = await signedIn(owner)

  await page.goto('/home')
  await page.getByRole('link', { name: 'Single sign-on' }).click()
  await expect(page.getByText(redirectUri)).toBeVisible()
  await page.getByLabel('Issuer').fill(issuer)
  await page.getByLabel('Client ID').fill(clientId)
  await page.getByLabel('Client secret').fill(clientSecret)
  await page.getByRole('button', { name: 'Set provider' }).click()
  await confirmByMail(page, owner)
  await expect(page.getByText('The identity provider was set.')).toBeVisible()

  await page.getByLabel('Domain', { exact: true }).fill(domain)
  await page.getByRole('button', { name: 'Add domain' }).click()
  await page.getByRole('button', { name: `Verify ${domain}` }).click()
  await expect(page.getByText('The record is not there, or not seen yet.')).toBeVisible()
  const value = await page.getByText(/^procura-verification=/).innerText()
  await furnish('texts', { name: `_procura-challenge.${domain}`, text: value })
  await page.getByRole('button', { name: `Verify ${domain}` }).click()
  await expect(page.getByText(`${domain} is verified.`)).toBeVisible()
  await expectAccessible(page)
  await takePicture(page, 'single-sign-on', plain)

  const other = await (await newContext()).newPage()
  await other.goto('/sign-in')
  await other.getByRole('link', { name: 'Use single sign-on' }).click()
  await expectAccessible(other)
  await takePicture(other, 'single-sign-on-start', plain)
  await other.getByLabel('E-mail').fill(owner.email)
  await other.getByRole('button', { name: 'Continue' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await other.goto('/security')
  await expect(other.getByText('You came by single sign-on')).toBeVisible()
  await takePicture(other, 'security-by-single-sign-on', plain)

  await page.getByRole('button', { name: 'Remove provider' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('The identity provider was removed.')).toBeVisible()
  await other.reload()
  await expect(other).toHaveURL(/\/sign-in/)
})

test('who comes back with nothing that fits is told so, and the way back', async ({ page, faults }) => {
  faults.expect({ url: '/v1/sessions:finish-single-sign-on', status: 403 })
  const somewhere = `/sso/cus_${'0'.repeat(26)}`
  await page.goto(`${somewhere}?error=access_denied&state=x`)
  await expect(page.getByText('Your organization did not sign you in')).toBeVisible()
  await expectAccessible(page)

  await page.goto(`${somewhere}?code=x&state=y`)
  await expect(page.getByText('Single sign-on did not work; start again')).toBeVisible()
  await takePicture(page, 'single-sign-on-refused', plain)
  await page.getByRole('link', { name: 'Start again' }).click()
  await expect(page.getByRole('heading', { name: 'Single sign-on' })).toBeVisible()
})
