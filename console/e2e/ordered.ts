import type { Client } from '#sdk/client.ts'

type Placed = Awaited<ReturnType<Client['placeOrder']>>

interface Wish {
  readonly customerId: string
  readonly payment: 'now' | 'later'
  readonly billingMode?: 'yearly_monthly' | 'pay_per_use'
  /** The acting session that it is placed in. */
  readonly actingSession?: string
}

/** Places an order for the first product on offer, at the price that is quoted for it. */
export async function placeAnOrder(client: Client, wish: Wish): Promise<Placed> {
  const { customerId, payment, billingMode = 'yearly_monthly', actingSession } = wish
  const how = actingSession === undefined ? {} : { actingSession }
  const [service] = (await client.listServices({}, how)).items
  if (!service) throw new Error('no service is on offer')
  const [offer] = (await client.listOffers({ serviceId: service.id, billingMode, limit: 1 }, how)).items
  if (!offer) throw new Error(`${service.name} has no plan for ${billingMode}`)
  const { planId, region, sampleParameters: parameters } = offer
  const period = { unit: 'month', count: 1 } as const
  const item = { planId, region, billingMode, quantity: 1, parameters }
  const items = [billingMode === 'yearly_monthly' ? { ...item, period } : item]
  const { total: quotedTotal } = await client.quoteOrder({ customerId, items }, how)
  return client.placeOrder({ customerId, items, quotedTotal, payment }, how)
}
