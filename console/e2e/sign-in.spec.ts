import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { z } from 'zod'
import { consoleFolder, serverUrl } from './environment.ts'
import { clientOf, expect, expectAccessibleInEveryLook, expectShallowRequests, takeCustomer, test } from './fixtures.ts'
import { type Login, sessionCookie } from './people.ts'
import { weigh } from './weight.ts'

const maxSignInBytes = 300_000

const sources = join(import.meta.dirname, '..')

/** What Vite says of its chunks, by the source that each begins with. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), isDynamicEntry: z.boolean().optional(), imports: z.array(z.string()).optional() }),
)

/** Anybody will do here; the customers of the first reseller are for tests of what partners do. */
const somebody = { partnerName: 'Baltic Cloud Partners' }

async function signIn(page: Page, { email, password }: Pick<Login, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The account menu is named after whoever is signed in. */
async function nameOf(login: Login): Promise<string> {
  const { member } = await (await clientOf(login)).getSession()
  return member.name
}

/** Ends the session that a browser has without the browser hearing of it. */
async function endSession(context: BrowserContext): Promise<void> {
  const cookie = (await context.cookies(serverUrl)).find(({ name }) => name === sessionCookie)
  const answer = await fetch(`${serverUrl}/v1/sessions/current`, {
    method: 'DELETE',
    headers: { origin: serverUrl, cookie: `${sessionCookie}=${cookie?.value}` },
  })
  expect(answer.status).toBe(204)
}

test('whoever signs in comes to their home, which asks the API in two rounds at most', async ({ page, faults }) => {
  const { owner } = await takeCustomer(somebody)
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)

  await signIn(page, owner)
  await expect(page).toHaveURL(`${serverUrl}/home`)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.getByRole('button', { name: await nameOf(owner) }).click()
  await expect(page.getByText(owner.accountName).filter({ visible: true }).first()).toBeVisible()
  await expectShallowRequests(page, () => page.reload())
})

test('a wrong password is said to be wrong, and the right one still works', async ({ page, faults }) => {
  const { owner } = await takeCustomer(somebody)
  faults.expect({ url: '/v1/sessions', status: 401 })
  await page.goto('/sign-in')
  await signIn(page, { ...owner, password: 'not the password' })
  await expect(page.getByText('E-mail or password is wrong')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByLabel('E-mail')).toHaveValue(owner.email)

  await signIn(page, owner)
  await expect(page).toHaveURL(`${serverUrl}/home`)
})

test('empty fields are named before anything is sent', async ({ page }) => {
  await page.goto('/sign-in')
  const asked: string[] = []
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Enter your e-mail address.')).toBeVisible()
  await expect(page.getByText('Enter your password.')).toBeVisible()
  expect(asked).not.toContain('/v1/sessions')
})

test('whose session has ended signs in again and goes on where they were', async ({ page, context, faults }) => {
  const { owner } = await takeCustomer(somebody)
  await page.goto('/sign-in')
  await signIn(page, owner)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.goto('/resources?billingMode=pay_per_use')
  await expect(page.getByRole('tab', { name: 'Pay-per-use', selected: true })).toBeVisible()

  faults.expect({ url: '/v1/', status: 401 })
  await endSession(context)
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Your session has ended.')).toBeVisible()

  await signIn(page, owner)
  await expect(page).toHaveURL(`${serverUrl}/resources?billingMode=pay_per_use`)
  await expect(page.getByRole('tab', { name: 'Pay-per-use', selected: true })).toBeVisible()
})

test('whoever signs in where another’s session has ended comes home, and not to what the other looked for', async ({
  page,
  context,
  faults,
}) => {
  const { owner, name, partner } = await takeCustomer(somebody)
  await page.goto('/sign-in')
  await signIn(page, partner)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.goto(`/customers?${new URLSearchParams({ name }).toString()}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Customer Management' })).toBeVisible()

  faults.expect({ url: '/v1/', status: 401 })
  await endSession(context)
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/)
  await signIn(page, owner)

  await expect(page).toHaveURL(`${serverUrl}/home`)
})

test('nobody is led to a foreign page by signing in', async ({ page }) => {
  const { owner } = await takeCustomer(somebody)
  await page.goto('/sign-in?returnTo=https%3A%2F%2Fexample.com%2Fhome')
  await signIn(page, owner)
  await expect(page).toHaveURL(`${serverUrl}/home`)
})

test('after signing out nothing of the account can be reached, not by going back either', async ({ page, faults }) => {
  const { owner } = await takeCustomer(somebody)
  await page.goto('/sign-in')
  await signIn(page, owner)
  const menu = page.getByRole('button', { name: await nameOf(owner) })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(menu).toHaveCount(0)

  faults.expect({ url: '/v1/', status: 401 })
  await page.goBack()
  await expect(page.getByLabel('Password')).toBeVisible()
  await expect(page.getByText(owner.accountName)).toHaveCount(0)
})

test('language and theme are the member’s own, in every browser', async ({ page, newContext }) => {
  const { owner } = await takeCustomer(somebody)
  await page.goto('/sign-in')
  await signIn(page, owner)
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemcheckbox', { name: '简体中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await page.getByRole('button', { name: /主题/ }).click()
  await page.getByRole('menuitemcheckbox', { name: '深色' }).click()
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/)

  const elsewhere = await (await newContext()).newPage()
  await elsewhere.goto('/sign-in')
  await signIn(elsewhere, owner)
  await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(elsewhere.locator('body')).toHaveClass(/awsui-dark-mode/)

  // Whoever signs in here next has not chosen, and gets nobody else's choice.
  await page.getByRole('button', { name: await nameOf(owner) }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.goto('/sign-in')
  const { owner: next } = await takeCustomer(somebody)
  await page.locator('input[type=email], input[type=text]').first().fill(next.email)
  await page.locator('input[type=password]').fill(next.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(page.locator('body')).not.toHaveClass(/awsui-dark-mode/)
})

test('before signing in the console speaks the browser’s language and wears its theme', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { level: 1, name: '登录' })).toBeVisible()
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/)
  await context.close()
})

test('an address that does not exist says so, and leads home', async ({ signedIn }) => {
  const { owner } = await takeCustomer(somebody)
  const page = await signedIn(owner)
  await page.goto('/no/such/page')
  await expect(page.getByText('There is no such page').first()).toBeVisible()
  await expectAccessibleInEveryLook(page, 'not-found')
  await page
    .getByRole('link', { name: 'Go to Home' })
    .or(page.getByRole('button', { name: 'Go to Home' }))
    .click()
  await expect(page).toHaveURL(`${serverUrl}/home`)
})

for (const [name, path] of [
  ['sign-in', '/sign-in'],
  ['forgot-password', '/forgot-password'],
  ['single-sign-on-start', '/sso'],
  ['reset-password', `/reset-password#${'A'.repeat(43)}`],
] as const) {
  test(`the page ${name} is for everybody, in both languages, both themes and on a phone`, async ({ page }) => {
    await page.goto(path)
    await expectAccessibleInEveryLook(page, name)
  })
}

test('the sign-in page is light', async ({ page }) => {
  const bytes = await weigh(page, () => page.goto('/sign-in'))
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(maxSignInBytes)
})

test('every page is a chunk of its own, which nobody loads who does not open it', () => {
  const pages = readdirSync(join(sources, 'app/modules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-page.tsx'))
    .map((path) => `app/modules/${path}`)
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(consoleFolder, '.vite/manifest.json'), 'utf8')))
  const loadedByOthers = new Set(Object.values(manifest).flatMap(({ imports = [] }) => imports))
  const isChunk = (page: string) => manifest[page]?.isDynamicEntry === true && !loadedByOthers.has(page)
  expect(pages.length).toBeGreaterThan(0)
  expect(pages.filter((page) => !isChunk(page))).toEqual([])
  expect(new Set(pages.map((page) => manifest[page]?.file)).size).toBe(pages.length)
})
