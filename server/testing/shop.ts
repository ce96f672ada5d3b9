import { findLogin, mailedCode, signIn } from './visitor.ts'
import type { HttpAnswer, HttpCall } from './visitor.ts'

const actions = ['purchase_yearly_monthly', 'enable_pay_per_use', 'manage_resources', 'view_orders', 'view_resources']

/** A partner's member who acts for a customer of the sandbox, and orders there by the API alone. */
export interface Shop {
  readonly customerId: string
  /** Orders one server of this name; it throws when no answer comes. */
  place(name: string, key: string): Promise<HttpAnswer>
}

interface Offer {
  readonly planId: string
  readonly region: string
  readonly price: { amount: string }
  readonly sampleParameters: Record<string, unknown>
}

function need({ status, text, body }: HttpAnswer, wanted: number): HttpAnswer['body'] {
  if (status !== wanted) throw new Error(`${status}: ${text}`)
  return body
}

/** The customer authorizes its reseller, whose admin switches role and picks the cheapest server. */
export async function openShop(base: () => string): Promise<Shop> {
  const resellerLogin = await findLogin(base, { accountKind: 'partner', partnerKind: 'reseller', role: 'admin' })
  const partnerName = resellerLogin.accountName
  const ownerLogin = await findLogin(base, { role: 'owner', partnerName, authorization: 'none', frozen: false })
  const { accountId: customerId } = ownerLogin
  const partner = await signIn(base, resellerLogin)
  const owner = await signIn(base, ownerLogin)
  const request = { message: 'To order for you', scope: { actions }, commitmentLetterAccepted: true }
  const asked = need(await partner('POST', `/v1/customers/${customerId}/authorizations`, request), 201)
  const decision = {
    authorizationLetterAccepted: true,
    approvalMode: 'automatic',
    verificationCode: await mailedCode(owner, ownerLogin, 'decide_authorization'),
  }
  need(await owner('POST', `/v1/authorizations/${String(asked['id'])}:approve`, decision), 200)
  const acting = need(await partner('POST', `/v1/customers/${customerId}/acting-sessions`, { reason: 'Load' }), 201)
  const call: HttpCall = (method, path, body, headers = {}) =>
    partner(method, path, body, { 'acting-session': String(acting['id']), ...headers })
  const { planId, region, sampleParameters } = await cheapestServer(call)
  const itemOf = (name: string) => ({
    planId,
    region,
    billingMode: 'yearly_monthly',
    period: { unit: 'month', count: 1 },
    quantity: 1,
    autoRenew: false,
    parameters: { ...sampleParameters, name },
  })
  const quoted = need(await call('POST', `/v1/customers/${customerId}/quotes`, { items: [itemOf('quoted')] }), 200)
  const order = { quotedTotal: quoted['total'], payment: 'now' }
  return {
    customerId,
    place: (name, key) =>
      call(
        'POST',
        `/v1/customers/${customerId}/orders`,
        { ...order, items: [itemOf(name)] },
        { 'idempotency-key': key },
      ),
  }
}

async function cheapestServer(call: HttpCall): Promise<Offer> {
  const services = need(await call('GET', '/v1/catalog/services'), 200)['items'] as { id: string; code: string }[]
  const { id } = services.find(({ code }) => code === 'ecs') ?? { id: '' }
  const path = `/v1/catalog/services/${id}/offers?billingMode=yearly_monthly&limit=100`
  const offers = need(await call('GET', path), 200)['items'] as Offer[]
  const [cheapest] = offers.sort((one, other) => Number(one.price.amount) - Number(other.price.amount))
  if (!cheapest) throw new Error('no server is offered')
  return cheapest
}
