import { createHash } from 'node:crypto'
import type { JobTransaction } from '#kernel/worker.ts'
import { findOrderToFulfil, startOrderItems } from '#modules/orders/index.ts'
import type { ItemToFulfil, OrderToFulfil } from '#modules/orders/index.ts'
import { createResources } from '#modules/resources/index.ts'
import { enqueueAsk } from './enqueue-ask.ts'
import { findBrokersOfPlans } from './queries/brokers.ts'
import { insertOperations } from './queries/operations.ts'
import { resourceName } from './rules.ts'

/**
 * Writes down what a paid order is to bring into being: a resource for each unit of its items, and a request to the
 * broker for each. All of it stands before the first broker is asked, and doing it again adds nothing.
 */
export async function wantResources(job: JobTransaction, channelId: string, orderId: string): Promise<void> {
  const order = await findOrderToFulfil(job.tx, channelId, orderId)
  if (order?.state !== 'processing') return
  const items = order.items.filter(({ state }) => state === 'pending' || state === 'processing')
  const brokers = await findBrokersOfPlans(job.tx, [...new Set(items.map(({ planId }) => planId))])
  startOrderItems(job, channelId, orderId)
  const resourceIds = items.flatMap((item) => wantUnits(job, order, item, brokers.get(item.planId)))
  const { customerId, partnerId } = order
  job.audit('fulfilOrder', { customerId, partnerId, subjects: [orderId], detail: { resources: resourceIds.length } })
}

function wantUnits(
  job: JobTransaction,
  { id: orderId, channelId, customerId, partnerId }: OrderToFulfil,
  item: ItemToFulfil,
  brokerId: string | undefined,
): string[] {
  if (brokerId === undefined) throw new Error(`No broker offers the plan ${item.planId}`)
  const { planId, serviceCode, region, billingMode, autoRenew, parameters } = item
  const zone = parameters['availabilityZone']
  const owner = { channelId, customerId, partnerId }
  const units = Array.from({ length: item.quantity }, (_, place) => place + 1)
  const ids = units.map((unit) => resourceIdOf(item.id, unit))
  createResources(
    job.tx,
    units.map((unit, place) => ({
      ...owner,
      id: ids[place] ?? '',
      orderId,
      orderItemId: item.id,
      unit,
      name: resourceName(item, ids[place] ?? '', unit),
      serviceCode,
      planId,
      region,
      availabilityZone: typeof zone === 'string' ? zone : null,
      billingMode,
      autoRenew,
      createdAt: job.now,
    })),
  )
  insertOperations(
    job.tx,
    ids.map((resourceId) => ({ ...owner, resourceId, kind: 'provision', brokerId, startedAt: job.now })),
  )
  for (const resourceId of ids) enqueueAsk(job, 'provision', { channelId, resourceId, brokerId })
  return ids
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/** The id of a unit follows from its item, so that however often an order is taken up, a unit is one resource. */
function resourceIdOf(itemId: string, unit: number): string {
  const hash = createHash('sha256').update(`${itemId} ${unit}`).digest()
  const chance = Array.from(hash.subarray(0, 16), (byte) => digits[byte & 31] ?? '0').join('')
  return `res_${itemId.slice(4, 14)}${chance}`
}
