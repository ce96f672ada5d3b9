import type { Page } from '@playwright/test'
import type { Client } from '#sdk/client.ts'
import {
  clientOf,
  expect,
  expectAccessible,
  expectAccessibleInEveryLook,
  expectShallowRequests,
  findLogin,
  mailedCode,
  takeCustomer,
  test,
} from './fixtures.ts'
import { serverUrl } from './environment.ts'
import type { FreshCustomer } from './people.ts'

const wished = ['purchase_yearly_monthly', 'enable_pay_per_use', 'view_orders'] as const
/** The customers of the reseller that most tests mean are few; these partners may act on behalf of theirs too. */
const askable = { partnerName: ['Fjord Systems', 'Meridian Solutions'] }
const message = 'To place the orders that we agreed on by phone.'

interface Asked {
  readonly customer: FreshCustomer
  readonly owner: Client
  readonly seller: Client
  readonly authorizationId: string
}

/** A fresh customer whose partner has asked it for authorization, up to 5000 per order. */
async function askCustomer(): Promise<Asked> {
  const customer = await takeCustomer(askable, ({ association }) => association?.type === 'reseller')
  const seller = await clientOf(customer.partner)
  const owner = await clientOf(customer.owner)
  const { currency } = await seller.getCustomer({ customerId: customer.id })
  const maxOrderAmount = { amount: currency === 'JPY' ? '5000' : '5000.00', currency }
  const { id } = await seller.requestAuthorization({
    customerId: customer.id,
    message,
    commitmentLetterAccepted: true,
    scope: { actions: [...wished], maxOrderAmount, maxOrders: 10 },
  })
  return { customer, owner, seller, authorizationId: id }
}

/** The same, and the customer has granted it. */
async function authorize(): Promise<Asked> {
  const asked = await askCustomer()
  const { customer, owner, authorizationId } = asked
  const purpose = { purpose: 'decide_authorization', subjectId: authorizationId } as const
  const verificationCode = await mailedCode(customer.owner, () => owner.requestVerificationCode(purpose))
  await owner.approveAuthorization({
    authorizationId,
    authorizationLetterAccepted: true,
    approvalMode: 'notify',
    verificationCode,
  })
  return asked
}

/** Has a code mailed by the page, and types it. */
async function enterCode(page: Page, { owner }: FreshCustomer): Promise<void> {
  const code = await mailedCode(owner, () => page.getByRole('button', { name: 'Send code' }).click())
  await page.getByLabel('Verification code').fill(code)
}

test('a request is granted narrower than it was asked, after the letter is accepted, with a code', async ({
  signedIn,
}) => {
  const { customer, owner, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto('/my-partner')
  await page.getByRole('link', { name: 'Process' }).click()
  await expect(page.getByText(message)).toBeVisible()

  await page.getByRole('checkbox', { name: 'Enable pay-per-use products' }).uncheck()
  await page.getByRole('checkbox', { name: 'Network' }).uncheck()
  await page.getByLabel('Highest amount per order').fill('1200.50')
  await page.getByLabel('Highest amount per month').fill('3000')
  await page.getByLabel('Number of orders').fill('1')
  await page.getByRole('radio', { name: 'Orders go through at once' }).check()
  await page.getByRole('checkbox', { name: /I have read the authorization letter/ }).check()
  await enterCode(page, customer)
  await page.getByRole('button', { name: 'Approve' }).click()

  await expect(page.getByText(`You have authorized ${customer.owner.partnerName}`)).toBeVisible()
  const result = page.getByRole('heading', { level: 1, name: /^Authorization of/ })
  await expect(result).toBeFocused()
  await expect(result).toBeInViewport()
  const { state, scope, approvalMode } = await owner.getAuthorization({ authorizationId })
  expect({ state, approvalMode }).toEqual({ state: 'active', approvalMode: 'automatic' })
  expect(scope).toMatchObject({
    actions: ['purchase_yearly_monthly', 'view_orders'],
    serviceFamilies: ['compute', 'storage'],
    maxOrderAmount: { amount: '1200.50' },
    maxMonthAmount: { amount: '3000.00' },
    maxOrders: 1,
  })
})

test('orders above an amount wait for the customer, who has to say which amount', async ({ signedIn }) => {
  const { customer, owner, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByRole('radio', { name: 'You approve orders above an amount' }).check()
  await page.getByRole('checkbox', { name: /I have read the authorization letter/ }).check()
  await enterCode(page, customer)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Enter the amount above which orders wait.')).toBeVisible()
  await expect(page.getByLabel('Orders wait above')).toBeFocused()
  await page.getByLabel('Orders wait above').fill('250')
  await page.getByRole('button', { name: 'Approve' }).click()

  await expect(page.getByText(`You have authorized ${customer.owner.partnerName}`)).toBeVisible()
  expect(await owner.getAuthorization({ authorizationId })).toMatchObject({
    approvalMode: 'approve_above',
    approveAbove: { amount: '250.00' },
  })
})

test('what is missing or wider than asked is said in its place, and nothing is sent', async ({ signedIn }) => {
  const { customer, owner, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByLabel('Highest amount per order').fill('5000.01')
  await expect(page.getByText('At most what was asked for.', { exact: true })).toBeVisible()
  await expect(page.getByText('Something above is not right yet.', { exact: false })).toBeVisible()
  await page.getByLabel('Highest amount per month').fill('a lot')
  await page.getByLabel('Number of orders').fill('')
  for (const action of await page.getByRole('group', { name: 'Actions' }).getByRole('checkbox').all())
    await action.uncheck()
  await page.getByRole('button', { name: 'Approve' }).click()

  await expect(page.getByText('Choose at least one action, or reject the request.', { exact: true })).toBeVisible()
  await expect(page.getByText('At most what was asked for.', { exact: true })).toBeVisible()
  await expect(page.getByText(/^Enter an amount above zero/)).toBeVisible()
  await expect(page.getByText('A limit was asked for, so it cannot be left out.', { exact: true })).toBeVisible()
  await expect(page.getByText('Accept the letter to approve, or reject the request.', { exact: true })).toBeVisible()
  await expect(page.getByText('Send a code to yourself first.', { exact: true })).toBeVisible()
  const actions = page.getByRole('group', { name: 'Actions' })
  await expect(actions.getByRole('checkbox').first()).toBeFocused()
  expect(await owner.getAuthorization({ authorizationId })).toMatchObject({ state: 'pending' })
})

test('whoever leaves a request half filled in is asked whether they mean it', async ({ signedIn }) => {
  const { customer, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByRole('checkbox', { name: /I have read the authorization letter/ }).check()
  await page.getByRole('link', { name: 'Orders', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Leave this page?' })
  await expectAccessible(page, 'leaving')
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(page.getByRole('checkbox', { name: /I have read the authorization letter/ })).toBeChecked()
  await page.getByRole('link', { name: 'Orders', exact: true }).click()
  await question.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page).toHaveURL(`${serverUrl}/orders`)
})

test('a wrong code approves nothing, and another one can be sent', async ({ signedIn, faults }) => {
  const { customer, owner, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByRole('checkbox', { name: /I have read the authorization letter/ }).check()
  const code = await mailedCode(customer.owner, () => page.getByRole('button', { name: 'Send code' }).click())
  await expect(page.getByText('It is valid for another')).toBeVisible()
  faults.expect({ url: ':approve', status: 403 })
  await page.getByLabel('Verification code').fill(code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/^This code is wrong or used/)).toBeVisible()
  expect(await owner.getAuthorization({ authorizationId })).toMatchObject({ state: 'pending' })

  const next = await mailedCode(customer.owner, () => page.getByRole('button', { name: 'Send another code' }).click())
  await page.getByLabel('Verification code').fill(next)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(`You have authorized ${customer.owner.partnerName}`)).toBeVisible()
})

test('a request is rejected with a reason that the partner reads', async ({ signedIn }) => {
  const { customer, seller, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByRole('button', { name: 'Reject' }).click()
  const dialog = page.getByRole('dialog', { name: /^Reject the request/ })
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByText('Enter a reason.', { exact: true })).toBeVisible()

  await dialog.getByLabel('Reason').fill('We order by ourselves.')
  const code = await mailedCode(customer.owner, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('We order by ourselves.').first()).toBeVisible()
  expect(await seller.getAuthorization({ authorizationId })).toMatchObject({
    state: 'rejected',
    reason: 'We order by ourselves.',
  })
})

test('revoking says who is put out, and from then on nobody acts under it', async ({ signedIn }) => {
  const { customer, seller, authorizationId } = await authorize()
  const acting = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  const page = await signedIn(customer.owner)
  await page.goto(`/my-partner/authorizations/${authorizationId}`)
  await page.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog', { name: /^Revoke the authorization/ })
  await expect(dialog.getByText('1 person acts in your account now')).toBeVisible()
  await expect(dialog.getByText('Ticket 4711')).toBeVisible()
  await expectAccessible(page, 'revoking')

  await dialog.getByLabel('Reason').fill('The project is over.')
  const code = await mailedCode(customer.owner, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Revoked', { exact: true })).toBeVisible()
  const standing = seller.listServices({}, { actingSession: acting.id })
  await expect(standing).rejects.toMatchObject({ status: 403 })

  await page.goto('/my-partner?tab=access')
  await page.getByRole('button', { name: acting.memberName }).click()
  await expect(page.getByText('You revoked the authorization')).toBeVisible()
})

test('the access history tells who acted and what they did, and who acts now can be put out', async ({ signedIn }) => {
  const { customer, seller } = await authorize()
  const acting = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4712' })
  const page = await signedIn(customer.owner)
  await page.goto('/my-partner')
  await page.getByRole('tab', { name: 'Access history' }).click()
  await expect(page).toHaveURL(/tab=access/)
  await expect(page.getByText(/Ticket 4712/)).toBeVisible()
  await page.getByRole('button', { name: `${acting.memberName} of` }).click()
  const done = page.getByRole('table', { name: 'What was done' })
  await expect(done.getByText('Switch role to a customer')).toBeVisible()

  await page.getByRole('button', { name: `End now: ${acting.memberName}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click()
  await expect(page.getByText('Ended by your account')).toBeVisible()
  await expect(page.getByText('Acting now')).toHaveCount(0)
  const ended = await seller.getActingSession({ actingSessionId: acting.id })
  expect(ended.endCause).toBe('ended_by_customer')
})

test('who begins to act, and who leaves, shows at once on a page that nobody touches', async ({ signedIn }) => {
  const { customer, seller } = await authorize()
  const page = await signedIn(customer.owner)
  const listening = page.waitForResponse((answer) => answer.url().endsWith(`/customers/${customer.id}/events`))
  await page.goto('/my-partner?tab=access')
  await listening
  await expect(page.getByText('Nobody has acted in your account')).toBeVisible()

  const acting = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4713' })
  // By itself the page asks every fifteen seconds.
  await expect(page.getByText(/Ticket 4713/)).toBeVisible({ timeout: 3000 })
  await seller.endActingSession({ actingSessionId: acting.id })
  await expect(page.getByText('Acting now')).toHaveCount(0, { timeout: 3000 })
})

test('who may not decide is told that an owner may, and nothing is read that only deciding takes', async ({
  signedIn,
}) => {
  const authorization = ['pending', 'active']
  const purchaser = await findLogin({ accountKind: 'customer', role: 'purchaser', authorization })
  const { items } = await (await clientOf(purchaser)).listAuthorizations({})
  const open = items.find(({ state }) => authorization.includes(state))
  const page = await signedIn(purchaser)
  const letters: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/letters/')) letters.push(request.url())
  })

  await page.goto(`/my-partner/authorizations/${open?.id}`)

  const decide = page.getByRole('button', { name: /^(Reject|Revoke)$/ })
  await expect(decide).toBeDisabled()
  await expect(decide).toHaveAccessibleDescription(/^Your role: an owner of your account can fix it/)
  expect(letters).toEqual([])
})

test('a request is for everyone, in both languages, both themes and on a phone', async ({ signedIn }) => {
  const { customer, authorizationId } = await askCustomer()
  const page = await signedIn(customer.owner)
  await expectShallowRequests(page, () => page.goto(`/my-partner/authorizations/${authorizationId}`))
  await expectAccessibleInEveryLook(page, 'process-request')
})
