import { minorOf } from '#contract/money.ts'
import type { Client } from '#sdk/client.ts'

type Customer = Awaited<ReturnType<Client['getCustomer']>>
type Placed = Awaited<ReturnType<Client['placeOrder']>>

/** What the budget must leave at the least, in minor units: orders that wait for payment hold part of it. */
const neededMinor = 100_000n

interface Wish {
  readonly customerId: string
  readonly payment: 'now' | 'later'
  readonly billingMode?: 'yearly_monthly' | 'pay_per_use'
  /** The acting session that it is placed in. */
  readonly actingSession?: string
}

/** A customer whose budget has room for a few small orders, and in whose currency the sellers have a quota. */
export function canBuy({ association, budget, currency }: Customer): boolean {
  const hasRoom = budget === null || minorOf(budget.amount) - minorOf(budget.used) >= neededMinor
  return association?.type === 'reseller' && currency === 'USD' && hasRoom
}

/** Places an order for the smallest plan of the first service, at the price that is quoted for it. */
export async function placeAnOrder(client: Client, wish: Wish): Promise<Placed> {
  const { customerId, payment, billingMode = 'yearly_monthly', actingSession } = wish
  const how = actingSession === undefined ? {} : { actingSession }
  const [service] = (await client.listServices({}, how)).items
  if (!service) throw new Error('no service is on offer')
  const offers = (await client.listOffers({ serviceId: service.id, billingMode, limit: 100 }, how)).items
  const [offer] = offers.toSorted((one, other) => Number(one.price.amount) - Number(other.price.amount))
  if (!offer) throw new Error(`${service.name} has no plan for ${billingMode}`)
  const { planId, region, sampleParameters: parameters } = offer
  const period = { unit: 'month', count: 1 } as const
  const item = { planId, region, billingMode, quantity: 1, parameters }
  const items = [billingMode === 'yearly_monthly' ? { ...item, period } : item]
  const { total: quotedTotal } = await client.quoteOrder({ customerId, items }, how)
  return client.placeOrder({ customerId, items, quotedTotal, payment }, how)
}
