/**
 * The whole main job as a newcomer walks it: with two browsers, the console and the mailbox of the sandbox, and nothing
 * else. `npm run pictures` takes the README's pictures on the way.
 */
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { cast, expect, findLogin, test } from './fixtures.ts'
import { settle } from './looks.ts'
import { configure, goToConfirm, place } from './order-steps.ts'
import type { Login } from './people.ts'

const pictures = join(import.meta.dirname, '../../docs/images')

/** Ordinary runs leave the pictures as they are. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env['STORY_PICTURES'] !== 'on') return
  await settle(page)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

async function signIn(page: Page, { email, password }: Login): Promise<void> {
  await page.goto('/')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
}

/** Has a code mailed, opens the mailbox in another tab as people do, and types what is read there. */
async function enterCode(page: Page, within: Locator, { email }: Login): Promise<void> {
  await within.getByRole('button', { name: 'Send code' }).click()
  await expect(within.getByText(`A code is on its way to ${email}.`)).toBeVisible()
  const mailbox = await page.context().newPage()
  await mailbox.goto('/dev/mail')
  await mailbox.getByRole('button', { name: /^Show mail to/ }).click()
  await mailbox.getByRole('option', { name: email }).click()
  const newest = mailbox.getByRole('button', { name: /^Copy the code \d{6}$/ }).first()
  const code = /\d{6}/.exec((await newest.getAttribute('aria-label')) ?? '')?.[0] ?? ''
  await mailbox.close()
  await within.getByLabel('Verification code').fill(code)
}

const main = (page: Page) => page.getByRole('main')

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Side navigation' }).getByRole('link', { name, exact: true }).click()
}

test('a newcomer walks the whole story: ask, allow, act, order, look, revoke, and be refused', async ({
  newContext,
  faults,
}) => {
  test.setTimeout(180_000)
  // Nobody is signed in at first, and nobody may act at last.
  faults.expect({ url: '/v1/sessions/current', status: 401 })
  faults.expect({ url: '/v1/', status: 403 })
  const sales = await findLogin(cast.partner)
  const { partnerName } = sales
  // The first customer of the sample data belongs to whoever walks the story.
  const wished = { accountKind: 'customer', role: 'owner', partnerName, authorization: 'none', frozen: false } as const
  const owner = await findLogin(wished)
  const partner = await (await newContext()).newPage()
  const customer = await (await newContext()).newPage()

  await test.step('the partner asks the customer for authorization', () => requestAuthorization(partner, sales, owner))
  await test.step('the customer reads the request and allows it, with a code from its mail', () =>
    approve(customer, owner))
  const orderId = await test.step('the partner switches role and places the order', () => placeOnBehalf(partner, owner))
  await test.step('the customer sees who acted and what they did, and revokes', () =>
    lookAndRevoke(customer, owner, orderId))
  await test.step('the partner is led out at once, and the page says why', () => beRefused(partner))
})

/** The partner finds the customer and asks it for authorization. */
async function requestAuthorization(partner: Page, sales: Login, owner: Login): Promise<void> {
  await signIn(partner, sales)
  await goTo(partner, 'Customer Management')
  await openMenu(partner, owner)
  await partner.getByRole('menuitem', { name: 'Request Authorization' }).click()
  const dialog = partner.getByRole('dialog', { name: /^Request Authorization/ })
  await dialog.getByLabel('Message to the customer').fill('To order the server that we agreed on.')
  await dialog.getByLabel('Highest amount per order').fill('2000')
  await dialog.getByLabel('Highest amount per month').fill('5000')
  const letter = dialog.getByRole('checkbox', { name: /I accept version \d+ of the commitment letter/ })
  if (await letter.isVisible()) await letter.check()
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await expect(partner.getByRole('row').filter({ hasText: 'Waiting for the customer' })).toBeVisible()
}

/** The customer reads the request and allows it, with a code from its mail. */
async function approve(customer: Page, owner: Login): Promise<void> {
  await signIn(customer, owner)
  await goTo(customer, 'My Partner')
  await customer.getByRole('link', { name: 'Process' }).click()
  await expect(customer.getByText('To order the server that we agreed on.')).toBeVisible()
  await customer.getByRole('radio', { name: 'Orders go through at once' }).check()
  await picture(customer, 'process')
  await customer.getByRole('checkbox', { name: /I have read the authorization letter/ }).check()
  await enterCode(customer, main(customer), owner)
  await customer.getByRole('button', { name: 'Approve' }).click()
  await expect(customer.getByText(`You have authorized ${owner.partnerName}`).first()).toBeVisible()
}

/** The partner switches role and places the order; its number is the answer. */
async function placeOnBehalf(partner: Page, owner: Login): Promise<string> {
  await partner.reload()
  await openMenu(partner, owner)
  await partner.getByRole('menuitem', { name: 'Place Order on Customers' }).click()
  const dialog = partner.getByRole('dialog', { name: /^Place Order on Customers/ })
  await dialog.getByLabel('Reason or ticket').fill('Ticket 4711')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(partner.getByRole('heading', { level: 1, name: 'Select Products' })).toBeVisible()
  await expect(partner.getByText('You are acting for')).toContainText(owner.accountName)
  await configure(partner)
  await expect(partner.getByText('This can be ordered')).toBeVisible()
  await goToConfirm(partner)
  await picture(partner, 'confirm')
  return place(partner)
}

/** The customer sees who acted and what they did, and revokes. */
async function lookAndRevoke(customer: Page, owner: Login, orderId: string): Promise<void> {
  await goTo(customer, 'My Partner')
  await customer.getByRole('tab', { name: 'Access history' }).click()
  await expect(customer.getByText(/Ticket 4711/)).toBeVisible()
  await customer
    .getByRole('button', { name: `of ${owner.partnerName}` })
    .first()
    .click()
  const done = customer.getByRole('table', { name: 'What was done' })
  await expect(done.getByText('Place an order')).toBeVisible()
  await picture(customer, 'access-history')
  await goTo(customer, 'Orders')
  await expect(customer.getByRole('link', { name: orderId })).toBeVisible()

  await goTo(customer, 'My Partner')
  await customer.getByRole('tab', { name: 'Authorization Management' }).click()
  await customer.getByRole('row').filter({ hasText: 'Active' }).getByRole('link').click()
  await customer.getByRole('button', { name: 'Revoke' }).click()
  const dialog = customer.getByRole('dialog', { name: /^Revoke the authorization/ })
  await dialog.getByLabel('Reason').fill('The project is over.')
  await enterCode(customer, dialog, owner)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog).toHaveCount(0)
}

/** The partner is led out without doing anything, and the page says why. */
async function beRefused(partner: Page): Promise<void> {
  await expect(partner.getByRole('heading', { name: 'You are no longer acting for this customer' })).toBeVisible()
  await expect(partner.getByText('The customer revoked the authorization.')).toBeVisible()
  await partner.getByRole('link', { name: 'Back to the customer' }).click()
  await expect(partner.getByRole('row').filter({ hasText: 'Revoked' })).toBeVisible()
}

/** Finds the customer by name among all of the partner's, and opens what there is to do with it. */
async function openMenu(page: Page, { accountName }: Login): Promise<void> {
  const search = page.getByRole('combobox', { name: 'Search customers by name, or choose a property' })
  if (!page.url().includes('name=')) {
    await search.fill(accountName)
    await page.keyboard.press('Enter')
  }
  await expect(page).toHaveURL(/name=/)
  await expect(page.getByRole('button', { name: /^More: / })).toHaveCount(1)
  await page.getByRole('button', { name: /^More: / }).click()
}
