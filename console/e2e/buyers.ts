import type { Client } from '#sdk/client.ts'
import { minorOf, moneyOf } from '#contract/money.ts'
import { clientOf, type FreshCustomer, mailedCode, takeCustomer } from './people.ts'

type Scope = Parameters<Client['requestAuthorization']>[0]['scope']
type Row = Awaited<ReturnType<Client['getCustomer']>>

/** A customer who can order, and the API as its owner and as the partner that sells to it. */
export interface Buyer {
  readonly customer: FreshCustomer
  readonly currency: Row['currency']
  readonly owner: Client
  readonly seller: Client
  /** How many orders it had when the test began. */
  readonly ordersBefore: number
}

export interface AuthorizedBuyer extends Buyer {
  readonly authorizationId: string
}

/** What the budget leaves at the least, in minor units: several times what the tests of one worker order. */
const neededMinor = 60_000n

/** In yuan everything would cost seven times as much. */
const canOrder = ({ association, budget, currency }: Row) =>
  association?.type === 'reseller' &&
  currency !== 'CNY' &&
  (budget === null || minorOf(budget.amount) - minorOf(budget.used) >= neededMinor)

const sellers: readonly (string | null)[] = ['NordCloud Resale', 'Meridian Solutions']

/** A customer that only this test has, and that orders for itself. */
export async function takeOwnBuyer(): Promise<Buyer> {
  // Its seller may not act for it, so that tests of acting have no use for it.
  return openBuyer(await takeCustomer({ partnerName: 'Baltic Cloud Partners' }, canOrder, 'last'))
}

/** A customer that only this test has, whose partner may act for it and has no authorization yet. */
export async function takeUnaskedBuyer(): Promise<Buyer> {
  return openBuyer(await takeUnasked())
}

/** Those who have ordered something already are left to the tests that want such. */
const takeUnasked = (partnerName = sellers): Promise<FreshCustomer> => takeCustomer({ partnerName }, canOrder, 'last')

async function openBuyer(customer: FreshCustomer): Promise<Buyer> {
  const [seller, owner] = await Promise.all([clientOf(customer.partner), clientOf(customer.owner)])
  const { currency } = await seller.getCustomer({ customerId: customer.id })
  return asItIsNow({ customer, currency, owner, seller, ordersBefore: 0 })
}

/** What the customer of one test only allows its partner. */
interface Allowed extends Partial<Scope> {
  /** The highest amount per order, in whole units of the customer's currency. */
  readonly maxOrder?: bigint
  /** The same for a month. */
  readonly maxMonth?: bigint
  /** How orders go through; at once unless it is said. */
  readonly approvalMode?: 'automatic' | 'approve_each'
}

/** A customer of one test that has authorized its partner: to everything, or to what is allowed here. */
export async function takeOwnAuthorizedBuyer(
  { maxOrder, maxMonth, approvalMode = 'automatic', ...scope }: Allowed = {},
  partnerName = sellers,
): Promise<AuthorizedBuyer> {
  const buyer = await openBuyer(await takeUnasked(partnerName))
  const { customer, owner, seller, currency } = buyer
  const whole = (units: bigint) => moneyOf(units * 100n, currency)
  const limits = {
    ...(maxOrder === undefined ? {} : { maxOrderAmount: whole(maxOrder) }),
    ...(maxMonth === undefined ? {} : { maxMonthAmount: whole(maxMonth) }),
  }
  const { id: authorizationId } = await seller.requestAuthorization({
    customerId: customer.id,
    message: 'To place the orders that we agreed on by phone.',
    commitmentLetterAccepted: true,
    scope: {
      actions: ['purchase_yearly_monthly', 'enable_pay_per_use', 'view_orders', 'view_resources'],
      ...limits,
      ...scope,
    },
  })
  const purpose = { purpose: 'decide_authorization', subjectId: authorizationId } as const
  const verificationCode = await mailedCode(customer.owner, () => owner.requestVerificationCode(purpose))
  await owner.approveAuthorization({
    authorizationId,
    authorizationLetterAccepted: true,
    approvalMode,
    verificationCode,
  })
  return { ...buyer, authorizationId }
}

let shared: Promise<Buyer> | undefined
let sharedAuthorized: Promise<AuthorizedBuyer> | undefined

/** A customer of all tests of this worker, which come one after the other; each counts the orders since it began. */
export async function takeBuyer(): Promise<Buyer> {
  shared ??= takeOwnBuyer()
  return asItIsNow(await shared)
}

export async function takeAuthorizedBuyer(): Promise<AuthorizedBuyer> {
  sharedAuthorized ??= takeOwnAuthorizedBuyer()
  return asItIsNow(await sharedAuthorized)
}

async function asItIsNow<B extends Buyer>(buyer: B): Promise<B> {
  const owner = await clientOf(buyer.customer.owner)
  const seller = await clientOf(buyer.customer.partner)
  const now = { ...buyer, owner, seller, ordersBefore: 0 }
  return { ...now, ordersBefore: await countOrders(now) }
}

/** Begins to act for the customer. The answer is where its tab is: `/acting/act_…`. */
export async function actFor({ customer, seller }: Buyer): Promise<string> {
  const { id } = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  return `/acting/${id}`
}

/** The customer takes the authorization back. */
export async function revoke({ customer, owner, authorizationId }: AuthorizedBuyer): Promise<void> {
  const purpose = { purpose: 'revoke_authorization', subjectId: authorizationId } as const
  const verificationCode = await mailedCode(customer.owner, () => owner.requestVerificationCode(purpose))
  await owner.revokeAuthorization({ authorizationId, reason: 'Not needed any more', verificationCode })
}

/** The partner freezes the customer's account. */
export async function freeze({ customer, seller }: Buyer): Promise<void> {
  const purpose = { purpose: 'freeze_customer', subjectId: customer.id } as const
  const verificationCode = await mailedCode(customer.partner, () => seller.requestVerificationCode(purpose))
  await seller.freezeCustomer({ customerId: customer.id, scope: 'account', reason: 'Overdue', verificationCode })
}

/** The partner leaves nothing of the customer's budget. */
export async function useUpBudget({ customer, seller, currency }: Buyer): Promise<void> {
  const { id: customerId } = customer
  const purpose = { purpose: 'set_budget', subjectId: customerId } as const
  const verificationCode = await mailedCode(customer.partner, () => seller.requestVerificationCode(purpose))
  // A customer without a budget has version 0 of it.
  const { version } = await seller.getBudget({ customerId }).catch(() => ({ version: 0 }))
  const amount = moneyOf(0n, currency)
  const wish = { customerId, cadence: 'monthly', amount, onExhaustion: 'manual', verificationCode } as const
  await seller.setBudget(wish, { ifMatch: version })
}

/** What was ordered since the test began, newest first, with the items. */
export async function ordersOf(buyer: Buyer): Promise<Awaited<ReturnType<Client['getOrder']>>[]> {
  const { customer, owner, ordersBefore } = buyer
  const ids = await orderIds(buyer)
  const since = ids.slice(0, ids.length - ordersBefore)
  return Promise.all(since.map((orderId) => owner.getOrder({ customerId: customer.id, orderId })))
}

/** How many orders there are since the test began. */
export async function countOrders(buyer: Buyer): Promise<number> {
  return (await orderIds(buyer)).length - buyer.ordersBefore
}

async function orderIds({ customer, owner }: Buyer): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const more = cursor === undefined ? {} : { cursor }
    const page = await owner.listCustomerOrders({ customerId: customer.id, limit: 100, ...more })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  return ids
}
