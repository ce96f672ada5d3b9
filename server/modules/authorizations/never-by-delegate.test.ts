import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import type { CustomerScene } from '#server/testing/office.ts'
import { orderOf, usd } from '#server/testing/orders.ts'
import type { Call } from '#server/testing/person.ts'
import { makeCode, openScene, send, startActing } from '#server/testing/scene.ts'
import type { Scene, Sent } from '#server/testing/scene.ts'
import { validCalls } from '#server/testing/valid-calls.ts'

/** A customer, and the seller's administrator acting for it. */
interface Deal {
  readonly customer: CustomerScene
  readonly params: { readonly customerId: string }
  /** What they act under. */
  readonly authorizationId: string
  readonly acting: Call
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.office.close())

async function openDeal(): Promise<Deal> {
  const { office, partner } = scene
  const customer = await office.customer(partner, { budgetMinor: 1_000_000n })
  const more = { autoExtend: true, approvalMode: 'approve_each', maxMonthMinor: 500_000n } as const
  const authorizationId = await office.authorize(customer, partner, more)
  const acting = partner.admin.acting(await startActing(partner.admin, customer))
  return { customer, params: { customerId: customer.id }, authorizationId, acting }
}

const asked = { message: 'To order for you', commitmentLetterAccepted: true }
const scope = { actions: ['view_orders', 'view_resources'] }
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString()
const lessThanGranted = { maxMonthAmount: usd('100.00'), validUntil: inAMonth }
const bySeller = (params: Sent['params'], body: Sent['body'] = {}): Sent => ({
  by: scene.partner.admin,
  params: params ?? {},
  body,
})

/** A request that waits for the very customer acted for: the seller's renewal of what it acts under. */
async function renewal({ params, authorizationId }: Deal): Promise<string> {
  const path = `/v1/customers/${params.customerId}/authorizations/${authorizationId}:renew`
  return (await scene.partner.admin.call('POST', path, asked)).body.id
}
const decision = async (deal: Deal, body: Sent['body']): Promise<Sent> => ({
  by: deal.customer.owner,
  params: { authorizationId: await renewal(deal) },
  body: body ?? {},
  purpose: 'decide_authorization',
})
const approval = { authorizationLetterAccepted: true, approvalMode: 'automatic' }

async function revoke({ customer, authorizationId }: Deal): Promise<unknown> {
  const verificationCode = await makeCode(scene.office, customer.owner.memberId, 'revoke_authorization')
  const body = { reason: 'Enough', verificationCode }
  return customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, body)
}

/** An order that the delegate has placed, and that waits for the customer. */
async function onWaiting({ customer, params, acting }: Deal, body: Sent['body']): Promise<Sent> {
  const { id: orderId } = (await acting('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))).body
  return { by: customer.owner, params: { ...params, orderId }, body: body ?? {} }
}

interface Attempt {
  readonly operation: string
  /** The request, and who may send it: the same one, about the same things. */
  readonly sent: (deal: Deal) => Sent | Promise<Sent>
  /** What has to happen before it can succeed, in whose name ever. */
  readonly first?: (deal: Deal) => Promise<unknown>
}

const attempts: Readonly<Record<string, Attempt>> = {
  'ask for more': {
    operation: 'requestAuthorization',
    sent: ({ params }) => bySeller(params, { ...asked, scope }),
    first: revoke,
  },
  'grant what is asked': { operation: 'approveAuthorization', sent: (deal) => decision(deal, approval) },
  'narrow and grant it': {
    operation: 'approveAuthorization',
    sent: (deal) => decision(deal, { ...approval, scope: { ...scope, ...lessThanGranted } }),
  },
  'grant what the distributor asks': {
    operation: 'approveAuthorization',
    sent: async ({ customer }) => {
      const path = `/v1/customers/${customer.id}/authorizations`
      const { id } = (await scene.distributor.admin.call('POST', path, { ...asked, scope })).body
      return { by: customer.owner, params: { authorizationId: id }, body: approval, purpose: 'decide_authorization' }
    },
  },
  'reject what is asked': { operation: 'rejectAuthorization', sent: (deal) => decision(deal, { reason: 'No' }) },
  'take back what is asked': {
    operation: 'cancelAuthorization',
    sent: async (deal) => bySeller({ authorizationId: await renewal(deal) }),
  },
  'ask for it to go on': {
    operation: 'renewAuthorization',
    sent: ({ params, authorizationId }) => bySeller({ ...params, authorizationId }, asked),
  },
  'have it end at its time': {
    operation: 'stopAutoExtend',
    sent: ({ customer, authorizationId }) => ({ by: customer.owner, params: { authorizationId } }),
  },
  'revoke it': {
    operation: 'revokeAuthorization',
    sent: ({ customer, authorizationId }) => ({
      by: customer.owner,
      params: { authorizationId },
      body: { reason: 'Enough' },
      purpose: 'revoke_authorization',
    }),
  },
  'raise its budget': {
    operation: 'setBudget',
    sent: ({ params }) => ({
      ...bySeller(params, { cadence: 'monthly', amount: usd('50000.00'), onExhaustion: 'manual' }),
      purpose: 'set_budget',
      headers: { 'if-match': '"1"' },
    }),
  },
  'freeze it': {
    operation: 'freezeCustomer',
    sent: ({ params }) => ({
      ...bySeller(params, { scope: 'account', reason: 'Overdue' }),
      purpose: 'freeze_customer',
    }),
  },
  'lift its freeze': {
    operation: 'unfreezeCustomer',
    sent: async ({ params }) => {
      const verificationCode = await makeCode(scene.office, scene.partner.admin.memberId, 'freeze_customer')
      const body = { scope: 'account', reason: 'Overdue', verificationCode }
      await scene.partner.admin.call('PUT', `/v1/customers/${params.customerId}/freeze`, body)
      return { by: scene.partner.admin, params }
    },
  },
  'approve an order': { operation: 'approveOrder', sent: (deal) => onWaiting(deal, {}) },
  'reject an order': { operation: 'rejectOrder', sent: (deal) => onWaiting(deal, { reason: 'Not this one' }) },
  'choose who manages it': {
    operation: 'assignAccountManager',
    sent: ({ params }) => bySeller(params, { memberId: scene.partner.admin.memberId }),
  },
  'change its tags': {
    operation: 'replaceCustomerTags',
    sent: ({ params }) => bySeller(params, { tags: ['vip'] }),
  },
}

function operationOf(name: string) {
  const found = operations.find((one) => one.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

/** All that the database knows of the customer and of what it has allowed, been budgeted and ordered. */
async function rowsOf({ customer }: Deal): Promise<unknown[]> {
  const tables = ['authorizations', 'limits', 'freezes', 'orders', 'customer_tags', 'associations']
  const found = await Promise.all([
    scene.office.owner.query('select to_jsonb(t) as row from customers t where id = $1', [customer.id]),
    ...tables.map((table) =>
      scene.office.owner.query(`select to_jsonb(t) as row from ${table} t where customer_id = $1 order by t`, [
        customer.id,
      ]),
    ),
  ])
  return found.map(({ rows }) => rows)
}

const refusedBy = (failed: string) => ({ status: 403, body: { code: 'not_allowed', reasons: [{ failed }] } })

const whats = Object.keys(attempts)

test.each(whats)('in the very customer acted for a delegate can never %s, and who may can', async (what) => {
  const { operation: name, sent: make, first } = attempts[what] as Attempt
  const operation = operationOf(name)
  const deal = await openDeal()
  const sent = await make(deal)
  const before = await rowsOf(deal)

  const answer = await send(scene, operation, sent, { person: scene.partner.admin, call: deal.acting })

  // The customer’s own takes a role that a delegate never has; the seller’s own is not done from inside.
  expect(answer).toMatchObject(refusedBy(sent.by === scene.partner.admin ? 'not_while_acting' : 'role'))
  expect(await rowsOf(deal)).toEqual(before)
  await first?.(deal)
  const prepared = await rowsOf(deal)
  expect(await send(scene, operation, sent)).toMatchObject({ status: operation.status ?? 200 })
  expect(await rowsOf(deal)).not.toEqual(prepared)
})

/** What is of a person or of their own account, which a request does not name: whoever acts keeps their hands off. */
const own = [
  'chooseAccount',
  'requestVerificationCode',
  'changePassword',
  'getFactors',
  'startAuthenticatorApp',
  'confirmAuthenticatorApp',
  'removeAuthenticatorApp',
  'makeRecoveryCodes',
  'startPasskey',
  'addPasskey',
  'removePasskey',
  'startPasskeyStepUp',
  'stepUp',
  'listSessions',
  'endSession',
  'endOtherSessions',
  'createApiKey',
  'listApiKeys',
  'revokeApiKey',
  'getSingleSignOn',
  'setIdentityProvider',
  'removeIdentityProvider',
  'addDomain',
  'verifyDomain',
  'removeDomain',
  'setDistributorPermission',
]

test.each(own)('whoever acts can never call %s, and the same person can in their own name', async (name) => {
  const { office, partner, distributor } = scene
  const operation = operationOf(name)
  const sent = await validCalls[name]?.(scene)
  if (!sent) throw new Error(`${name} has no valid call`)
  const customer = await office.customer(partner)
  await office.authorize(customer, sent.by.accountId === distributor.id ? distributor : partner)
  await office.owner.query(`update members set roles = '{admin}' where id = $1`, [sent.by.memberId])
  const acting = sent.by.acting(await startActing(sent.by, customer))

  expect(await send(scene, operation, sent, { person: sent.by, call: acting })).toMatchObject(
    refusedBy('not_while_acting'),
  )
  expect((await send(scene, operation, sent)).status).toBe(operation.status ?? 200)
})
