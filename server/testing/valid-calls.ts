import { newId } from '#kernel/ids.ts'
import { plainDb } from '#kernel/kernel.ts'
import { makeApprovalLink } from '#modules/orders/index.ts'
import { itemOf } from './catalog.ts'
import { factorCalls } from './factor-calls.ts'
import type { CustomerScene } from './office.ts'
import { makeCode, memberWithPassword, password, planId, startActing } from './scene.ts'
import type { Scene, Sent } from './scene.ts'
import { insertKey } from './program-keys.ts'
import { insertRow } from './rows.ts'
import { singleSignOnCalls } from './single-sign-on-calls.ts'

const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString()
const usd = (amount: string) => ({ amount, currency: 'USD' })
const order = { items: [itemOf(planId)], quotedTotal: usd('10.00'), payment: 'later' }
const scope = { actions: ['view_orders'], maxOrderAmount: usd('100.00'), validUntil: inAYear }

/** A customer of the partner's that no other call has touched. */
const fresh = ({ office, partner }: Scene) => office.customer(partner, { budgetMinor: 1_000_000n })

async function pendingAuthorization(scene: Scene): Promise<{ customer: CustomerScene; authorizationId: string }> {
  const customer = await fresh(scene)
  const authorizationId = await scene.office.authorize(customer, scene.partner)
  await scene.office.owner.query(
    `update authorizations set state = 'pending', requested_at = now(), valid_from = now(), requested_scope = $2, decided_at = null, decided_by = null where id = $1`,
    [authorizationId, JSON.stringify({ actions: ['view_orders', 'view_resources'], maxOrderAmount: usd('500.00') })],
  )
  return { customer, authorizationId }
}

interface OnOrder {
  readonly customer: CustomerScene
  readonly orderId: string
}

async function placedOrder(scene: Scene): Promise<OnOrder> {
  const customer = await fresh(scene)
  const placed = await customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, order)
  if (placed.status !== 201) throw new Error(placed.text)
  return { customer, orderId: (placed.body as { id: string }).id }
}

async function resource(scene: Scene): Promise<{ customer: CustomerScene; resourceId: string }> {
  const { customer, orderId } = await placedOrder(scene)
  const found = await scene.office.owner.query('select id from order_items where order_id = $1', [orderId])
  const resourceId = newId('resource')
  await insertRow(scene.office.owner, 'resources', {
    channelId: customer.channelId,
    id: resourceId,
    customerId: customer.id,
    partnerId: customer.partnerId,
    orderId,
    orderItemId: (found.rows[0] as { id: string }).id,
    unit: 1,
    name: 'small-1',
    serviceCode: planId,
    planId,
    region: 'eu-west-101',
    billingMode: 'yearly_monthly',
    status: 'in_use',
    autoRenew: false,
    createdAt: new Date(),
  })
  return { customer, resourceId }
}

const bySeller = async (scene: Scene, more: Omit<Sent, 'by'> = {}): Promise<Sent> => {
  const customer = await fresh(scene)
  return { by: scene.partner.admin, params: { customerId: customer.id }, ...more }
}
const decided = async (scene: Scene, body: Sent['body']): Promise<Sent> => {
  const { customer, authorizationId } = await pendingAuthorization(scene)
  return { by: customer.owner, params: { authorizationId }, body: body ?? {}, purpose: 'decide_authorization' }
}
const onOrder = async (scene: Scene, body?: Sent['body']): Promise<Sent> => {
  const { customer, orderId } = await placedOrder(scene)
  return { by: customer.owner, params: { customerId: customer.id, orderId }, ...(body ? { body } : {}) }
}
/** An order that waits for its customer's approval, and the link that its owner has. */
async function waitingOrder({ office, partner, ...scene }: Scene): Promise<OnOrder & { token: string }> {
  const customer = await fresh({ office, partner, ...scene })
  await office.authorize(customer, partner, { approvalMode: 'approve_each' })
  const acting = partner.admin.acting(await startActing(partner.admin, customer))
  const placed = await acting('POST', `/v1/customers/${customer.id}/orders`, order)
  if (placed.status !== 201) throw new Error(placed.text)
  const orderId = placed.body.id
  const { memberId } = customer.owner
  const expiresAt = new Date(Date.now() + 86_400_000)
  return { customer, orderId, token: await makeApprovalLink(plainDb(office.pool), { orderId, memberId, expiresAt }) }
}
const onWaiting = async (scene: Scene, body?: Sent['body']): Promise<Sent> => {
  const { customer, orderId } = await waitingOrder(scene)
  return { by: customer.owner, params: { customerId: customer.id, orderId }, body: body ?? {} }
}
const byLink = async (scene: Scene, body?: Sent['body']): Promise<Sent> => {
  const { customer, token } = await waitingOrder(scene)
  return { by: customer.owner, params: { token }, ...(body ? { body } : {}) }
}
const onActing = async (scene: Scene): Promise<Sent> => {
  const customer = await fresh(scene)
  await scene.office.authorize(customer, scene.partner)
  return { by: scene.partner.admin, params: { actingSessionId: await startActing(scene.partner.admin, customer) } }
}
const byPartner = async ({ partner }: Scene): Promise<Sent> => ({ by: partner.admin })
const byOperator = async ({ operator }: Scene): Promise<Sent> => ({ by: operator })

/** One call of every operation that must succeed: without it a refusal proves nothing. */
export const validCalls: Readonly<Record<string, (scene: Scene) => Promise<Sent>>> = {
  signIn: async (scene) => {
    const by = await memberWithPassword(scene)
    return { by, body: { email: by.email, password } }
  },
  getInstallation: byPartner,
  getSession: byPartner,
  setPreferences: async ({ partner }) => ({
    by: partner.admin,
    body: { language: 'zh-CN', theme: 'dark', density: null },
  }),
  chooseAccount: async ({ office, partner }) => ({
    by: await office.member(partner, ['viewer']),
    body: { accountId: partner.id },
  }),
  signOut: async ({ office, partner }) => ({ by: await office.member(partner, ['viewer']) }),
  ...factorCalls,
  ...singleSignOnCalls,
  requestVerificationCode: async ({ office, partner }) => ({
    by: await office.member(partner, ['viewer']),
    body: { purpose: 'set_budget' },
  }),
  createApiKey: async ({ office, partner }) => ({
    by: await office.member(partner, ['sales']),
    body: { name: 'Night batch', permissions: ['catalog:read'], expiresInDays: 30 },
    purpose: 'create_api_key',
  }),
  listApiKeys: byPartner,
  revokeApiKey: async (scene) => {
    const { office, partner } = scene
    const by = await office.member(partner, ['sales'])
    return { by, params: { apiKeyId: (await insertKey(office, by, ['customers:list'])).id } }
  },
  listCustomers: byPartner,
  getCustomer: (scene) => bySeller(scene, { query: { reveal: 'name' } }),
  freezeCustomer: (scene) =>
    bySeller(scene, { body: { scope: 'account', reason: 'Overdue' }, purpose: 'freeze_customer' }),
  unfreezeCustomer: async (scene) => {
    const sent = await bySeller(scene)
    const path = `/v1/customers/${sent.params?.['customerId']}/freeze`
    const verificationCode = await makeCode(scene.office, sent.by.memberId, 'freeze_customer')
    await sent.by.call('PUT', path, { scope: 'account', reason: 'Overdue', verificationCode })
    return sent
  },
  replaceCustomerTags: (scene) => bySeller(scene, { body: { tags: ['vip'] } }),
  assignAccountManager: (scene) => bySeller(scene, { body: { memberId: scene.partner.admin.memberId } }),
  listResellers: async ({ distributor }) => ({ by: distributor.admin }),
  listAccountManagers: byPartner,
  setDistributorPermission: async ({ office, distributor }) => ({
    by: distributor.admin,
    params: { partnerId: (await office.partner('reseller', distributor)).id },
    body: { actOnBehalf: true, freeze: true, setBudgets: true, budgetQuota: usd('1000.00') },
  }),
  listPartners: byOperator,
  listServices: byPartner,
  listOffers: async ({ partner }) => ({ by: partner.admin, params: { serviceId: `svc-${planId}` } }),
  getPriceList: async ({ partner }) => ({ by: partner.admin, params: { serviceId: `svc-${planId}` } }),
  listRegions: byPartner,
  requestAuthorization: (scene) =>
    bySeller(scene, { body: { message: 'To order for you', scope, commitmentLetterAccepted: true } }),
  listAuthorizations: byPartner,
  getAuthorization: async (scene) => {
    const { customer, authorizationId } = await pendingAuthorization(scene)
    return { by: customer.owner, params: { authorizationId } }
  },
  approveAuthorization: (scene) => decided(scene, { authorizationLetterAccepted: true, approvalMode: 'notify', scope }),
  rejectAuthorization: (scene) => decided(scene, { reason: 'Not now' }),
  cancelAuthorization: async (scene) => {
    const { authorizationId } = await pendingAuthorization(scene)
    return { by: scene.partner.admin, params: { authorizationId } }
  },
  revokeAuthorization: async (scene) => {
    const customer = await fresh(scene)
    const authorizationId = await scene.office.authorize(customer, scene.partner)
    return {
      by: customer.owner,
      params: { authorizationId },
      body: { reason: 'Enough' },
      purpose: 'revoke_authorization',
    }
  },
  getLetter: async ({ partner }) => ({ by: partner.admin, params: { kind: 'commitment' } }),
  renewAuthorization: async (scene) => {
    const customer = await fresh(scene)
    const authorizationId = await scene.office.authorize(customer, scene.partner)
    const params = { customerId: customer.id, authorizationId }
    return { by: scene.partner.admin, params, body: { message: 'Another year', commitmentLetterAccepted: true } }
  },
  stopAutoExtend: async (scene) => {
    const customer = await fresh(scene)
    const authorizationId = await scene.office.authorize(customer, scene.partner, { autoExtend: true })
    return { by: customer.owner, params: { authorizationId } }
  },
  publishLetter: async ({ operator }) => ({
    by: operator,
    params: { kind: 'commitment' },
    body: { texts: { en: 'We commit ourselves.', 'zh-CN': '我们承诺。' } },
  }),
  startActingSession: async (scene) => {
    const customer = await fresh(scene)
    await scene.office.authorize(customer, scene.partner)
    return { by: scene.partner.admin, params: { customerId: customer.id }, body: { reason: 'Ticket 1' } }
  },
  listActingSessions: (scene) => bySeller(scene),
  listOwnActingSessions: async ({ partner }) => ({ by: partner.admin }),
  getActingSession: (scene) => onActing(scene),
  explainAuthority: (scene) => bySeller(scene, { body: {} }),
  countActingSessions: async ({ distributor, partner }) => ({
    by: distributor.admin,
    params: { partnerId: partner.id },
  }),
  endActingSession: (scene) => onActing(scene),
  getBudget: (scene) => bySeller(scene),
  setBudget: (scene) =>
    bySeller(scene, {
      body: { cadence: 'monthly', amount: usd('500.00'), onExhaustion: 'manual' },
      purpose: 'set_budget',
      headers: { 'if-match': '"1"' },
    }),
  listCustomerResources: (scene) => bySeller(scene),
  getResource: async (scene) => {
    const { customer, resourceId } = await resource(scene)
    return { by: customer.owner, params: { customerId: customer.id, resourceId } }
  },
  listResources: byPartner,
  quoteOrder: async (scene) => {
    const customer = await fresh(scene)
    return { by: customer.owner, params: { customerId: customer.id }, body: { items: order.items } }
  },
  placeOrder: async (scene) => {
    const customer = await fresh(scene)
    return { by: customer.owner, params: { customerId: customer.id }, body: order }
  },
  listCustomerOrders: (scene) => bySeller(scene),
  getOrder: (scene) => onOrder(scene),
  listOrders: byPartner,
  payOrder: (scene) => onOrder(scene, {}),
  cancelOrder: (scene) => onOrder(scene, {}),
  approveOrder: (scene) => onWaiting(scene),
  rejectOrder: (scene) => onWaiting(scene, { reason: 'Not this one' }),
  getOrderByLink: (scene) => byLink(scene),
  approveOrderByLink: (scene) => byLink(scene, {}),
  rejectOrderByLink: (scene) => byLink(scene, { reason: 'Not this one' }),
  listBrokers: byOperator,
  importCatalog: async ({ operator, brokerId }) => ({ by: operator, params: { brokerId }, body: {} }),
  streamEvents: (scene) => bySeller(scene),
  sendFeedback: async ({ office, partner }) => ({
    by: await office.member(partner, ['viewer']),
    body: { page: '/sales/customers', text: 'The search finds what I look for' },
  }),
  listAuditEvents: byPartner,
}
