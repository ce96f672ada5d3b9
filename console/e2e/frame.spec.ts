/** The bars around every page, and what they say while somebody acts for a customer. */
import type { Page } from '@playwright/test'
import type { Scope } from '#contract/authorizations.ts'
import { serverUrl } from './environment.ts'
import {
  cast,
  clientOf,
  expect,
  expectAccessibleInEveryLook,
  expectShallowRequests,
  findLogin,
  leaveMinutes,
  letExpire,
  mailedCode,
  takeCustomer,
  test,
} from './fixtures.ts'
import type { FreshCustomer } from './people.ts'

const scope: Scope = {
  actions: ['purchase_yearly_monthly', 'view_orders'],
  maxOrderAmount: { amount: '5000.00', currency: 'USD' },
  maxOrders: 3,
}

interface Acting extends FreshCustomer {
  readonly authorizationId: string
  readonly actingSessionId: string
  /** Where the acting tab begins. */
  readonly path: string
}

/** A customer who has authorized the partner, and the partner's administrator acting for them. */
async function startActing(): Promise<Acting> {
  const customer = await takeCustomer({}, (one) => one.currency === 'USD' && one.association?.type === 'reseller')
  const partner = await clientOf(customer.partner)
  const owner = await clientOf(customer.owner)
  const asked = { customerId: customer.id, message: 'To order for you.', scope, commitmentLetterAccepted: true }
  const { id: authorizationId } = await partner.requestAuthorization(asked)
  const verificationCode = await mailedCode(customer.owner, () =>
    owner.requestVerificationCode({ purpose: 'decide_authorization', subjectId: authorizationId }),
  )
  await owner.approveAuthorization({
    authorizationId,
    authorizationLetterAccepted: true,
    approvalMode: 'automatic',
    verificationCode,
  })
  const { id: actingSessionId } = await partner.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  return { ...customer, authorizationId, actingSessionId, path: `/acting/${actingSessionId}/select-products` }
}

const bannerOf = (page: Page) => page.getByRole('region', { name: 'Acting for a customer' })

test('every page of an acting tab says for whom, as whom, how long and up to what', async ({ signedIn }) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await expectShallowRequests(page, () => page.goto(acting.path))
  const { member, account } = await (await clientOf(acting.partner)).getSession()

  for (const link of ['Orders', 'Select Products']) {
    await page.getByRole('link', { name: link }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: link })).toBeVisible()
    await expect(page).toHaveTitle(new RegExp(`^${link} – ${acting.name} – Procura$`))
    const banner = bannerOf(page)
    await expect(banner).toContainText(`You are acting for ${acting.name} as ${member.name} of ${account.name}`)
    await expect(banner).toContainText(/\b(59|60) min left/)
    await expect(banner).toContainText('yearly/monthly')
    await expect(banner).toContainText('USD 5,000.00')
    await expect(banner).toContainText('3 left')
    await expect(banner.getByRole('button', { name: 'Switch Role' })).toBeVisible()
  }
  // What the authorization does not cover is not offered.
  await expect(page.getByRole('link', { name: 'Resources' })).toHaveCount(0)
})

test('Switch Role ends it on the server, leads to the customer’s row, and going back does not lead in', async ({
  signedIn,
  faults,
}) => {
  // What the page asks for in the moment in which the server ends it is refused.
  faults.expect({ url: '/v1/', status: 403 })
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.goto(acting.path)
  await page.getByRole('link', { name: 'Orders' }).first().click()
  await bannerOf(page).getByRole('button', { name: 'Switch Role' }).click()
  await expect(page).toHaveURL(`${serverUrl}/customers?id=${acting.id}`)
  await expect(page.getByText('You are back in your own account')).toBeVisible()
  await expect(bannerOf(page)).toHaveCount(0)
  const { actingSessionId } = acting
  const { endCause } = await (await clientOf(acting.partner)).getActingSession({ actingSessionId })
  expect(endCause).toBe('left')

  await page.goBack()
  await expect(page.getByText('You switched back.')).toBeVisible()
  await expect(bannerOf(page)).toHaveCount(0)
})

test('whoever left an acting tab by the address bar finds the way back, and the way out', async ({ signedIn }) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.goto(acting.path)
  await expect(page.getByRole('heading', { level: 1, name: 'Select Products' })).toBeVisible()
  await page.goto('/home')
  const still = page.getByText(new RegExp(`^Your acting session for ${acting.name} goes on\\.`))
  await expect(still).toBeVisible()
  await page.getByRole('link', { name: `Go back to acting for ${acting.name}` }).click()
  await expect(page).toHaveURL(`${serverUrl}${acting.path}`)

  await page.goto('/customers')
  await page.getByRole('button', { name: `Switch Role: no longer act for ${acting.name}` }).click()
  await expect(still).toHaveCount(0)
  const { items } = await (await clientOf(acting.partner)).listActingSessions({ customerId: acting.id, live: true })
  expect(items).toEqual([])
})

test('nothing of the customer stays in a tab that was left', async ({ signedIn }) => {
  const first = await startActing()
  const page = await signedIn(first.partner)
  await page.goto(first.path)
  await expect(bannerOf(page)).toContainText(first.name)
  await bannerOf(page).getByRole('button', { name: 'Switch Role' }).click()
  await expect(page).toHaveURL(/\/customers\?id=/)
  const second = await startActing()
  await page.goto(second.path)
  await expect(bannerOf(page)).toContainText(second.name)

  expect(await page.content()).not.toContain(first.name)
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.title]))
  expect(kept).not.toContain(first.name)
  expect(kept).not.toContain(first.id)
})

test('before it ends it warns, and when it has ended the page says so by itself, and leads back', async ({
  signedIn,
  faults,
}) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.clock.install()
  await page.goto(acting.path)
  await expect(bannerOf(page)).toContainText('min left')
  await expect(page.getByText('less than five minutes')).toHaveCount(0)

  // Nobody touches the page from here on: it asks once a minute how long there is.
  await leaveMinutes(acting.actingSessionId, 4)
  await page.clock.fastForward('01:00')
  await expect(bannerOf(page)).toContainText('4 min left')
  await expect(page.getByRole('alert').filter({ hasText: 'less than five minutes' })).toBeVisible()

  await leaveMinutes(acting.actingSessionId, 0)
  faults.expect({ url: '/v1/', status: 403 })
  await page.clock.fastForward('04:00')
  await expect(page.getByRole('heading', { level: 1, name: /no longer acting/ })).toBeVisible()
  await expect(page.getByText('The time was over.')).toBeVisible()
  await expectAccessibleInEveryLook(page, 'acting-ended')
  await page.getByRole('link', { name: 'Back to the customer' }).click()
  await expect(page).toHaveURL(`${serverUrl}/customers?id=${acting.id}`)
})

test('a customer who revokes sees the partner out within a second, who reads why', async ({ signedIn, faults }) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.goto(acting.path)
  await expect(bannerOf(page)).toBeVisible()

  const owner = await clientOf(acting.owner)
  const { authorizationId } = acting
  const verificationCode = await mailedCode(acting.owner, () =>
    owner.requestVerificationCode({ purpose: 'revoke_authorization', subjectId: authorizationId }),
  )
  faults.expect({ url: '/v1/', status: 403 })
  await owner.revokeAuthorization({ authorizationId, reason: 'No longer wanted.', verificationCode })
  // Nobody touches the page.
  await expect(page).toHaveURL(/\/ended$/, { timeout: 1000 })
  await expect(page.getByText('The customer revoked the authorization.')).toBeVisible()
  expect(await page.content()).not.toContain('min left')
})

test('an authorization that expires ends acting, and the row says what can be done', async ({ signedIn, faults }) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.goto(acting.path)
  await expect(bannerOf(page)).toBeVisible()

  faults.expect({ url: '/v1/', status: 403 })
  await letExpire(acting.authorizationId)
  await expect(page.getByText('The time was over.')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the customer' }).click()
  await page.getByRole('button', { name: /^More: / }).click()
  const order = page.getByRole('menuitem', { name: 'Place Order on Customers' })
  await expect(order).toBeDisabled()
  await expect(order).toHaveAccessibleDescription(/^Authorization: the customer can fix it/)
  await expect(page.getByRole('menuitem', { name: 'Request Authorization' })).toBeEnabled()
})

test('an acting tab knows no page of the partner, nor another member’s acting session', async ({
  signedIn,
  faults,
}) => {
  const acting = await startActing()
  const page = await signedIn(acting.partner)
  await page.goto(acting.path)
  await page.getByRole('button', { name: (await (await clientOf(acting.partner)).getSession()).member.name }).click()
  await expect(page.getByRole('menuitem', { name: 'Switch Role' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /My Account|Partner Center/ })).toHaveCount(0)
  await page.goto(acting.path.replace('select-products', 'customers'))
  await expect(page.getByText('There is no such page').first()).toBeVisible()

  faults.expect({ url: `/v1/acting-sessions/${acting.actingSessionId}`, status: 404 })
  const other = await signedIn('sales')
  await other.goto(acting.path)
  await expect(other.getByText('There is no such page').first()).toBeVisible()
  await expect(bannerOf(other)).toHaveCount(0)
})

test('the keyboard skips the bars by its first stop, and the page keeps its address', async ({ signedIn }) => {
  const page = await signedIn('partner')
  await page.goto('/customers')
  await expect(page.getByRole('heading', { level: 1, name: 'Customer Management' })).toBeVisible()
  const skip = page.getByRole('button', { name: 'Skip to main content' })
  await expect(skip).not.toBeInViewport()
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page).toHaveURL(`${serverUrl}/customers`)
})

test('customers and orders are found from every page', async ({ signedIn }) => {
  const { id } = await takeCustomer()
  const page = await signedIn('partner')
  await page.goto('/audit')
  const search = page.getByRole('combobox', { name: 'Search customers and orders by name or ID' })
  await search.fill(id)
  await expect(page.getByRole('option', { name: id })).toHaveCount(2)
  await page.getByRole('option', { name: id }).last().click()
  await expect(page).toHaveURL(`${serverUrl}/customers/${id}`)
  await search.fill('gmbh')
  await page.getByRole('option', { name: 'All customers named “gmbh”' }).click()
  await expect(page).toHaveURL(`${serverUrl}/customers?name=gmbh`)
})

test('what is thought of a page reaches the operator', async ({ signedIn }) => {
  const { owner } = await takeCustomer()
  const page = await signedIn(owner)
  await page.goto('/resources?billingMode=pay_per_use')
  await page.getByRole('button', { name: 'Open the help panel' }).click()
  await page.getByRole('button', { name: 'Feedback' }).click()
  const dialog = page.getByRole('dialog', { name: 'Feedback' })
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText('Write what you think first.')).toBeVisible()
  const thought = `More columns, please (${owner.email})`
  await dialog.getByLabel('What do you think of this page?').fill(thought)
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Thank you. Your feedback is on its way.')).toBeVisible()

  const operator = await findLogin(cast.operator)
  const mailbox = `${serverUrl}/dev/mail?to=${encodeURIComponent(operator.email)}`
  const mails = async () => (await fetch(mailbox)).text()
  await expect.poll(mails).toContain(thought)
  expect(await mails()).toContain('/resources')
})

test('a tab whose session has become another member’s shows nothing of the first', async ({ signedIn, faults }) => {
  faults.expect({ url: '/v1/', status: 409 })
  const { owner } = await takeCustomer()
  const page = await signedIn(owner)
  await page.goto('/orders')
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()

  const { email, password } = await findLogin(cast.operator)
  await page.evaluate(
    (body) => fetch('/v1/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    JSON.stringify({ email, password }),
  )
  // Only the other window of the same browser has heard of it; this one stays in sight all the time.
  const other = await page.context().newPage()
  await other.goto('/home')
  await expect(page).toHaveURL(`${serverUrl}/home`)
  await expect(page.getByRole('link', { name: 'Service brokers', exact: true })).toBeVisible()
  expect(await page.content()).not.toContain(owner.accountName)
})
