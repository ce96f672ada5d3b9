import { createHash } from 'node:crypto'
import { monthsOf } from '#contract/time.ts'
import { addMonths, dayMs, later } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleItem, SampleOrder } from './orders.ts'
import type { Row } from './rows.ts'

export interface SampleResource {
  readonly row: Row<'resources'>
  readonly item: SampleItem
  readonly order: SampleOrder
  /** When it was given up, for what is closed. */
  readonly closedAt: Date | null
}

/** Days after its expiry in which a resource works on, and in which its data is kept after that. */
const graceDays = 15
const retentionDays = 15
const closedShare = 0.25

/** A resource for each unit of each completed order item. */
export function makeResources(orders: readonly SampleOrder[], now: Date): SampleResource[] {
  const chance = chanceFrom(61)
  return orders.flatMap((order) =>
    order.items
      .filter(({ row }) => row.state === 'completed')
      .flatMap((item) =>
        Array.from({ length: item.row.quantity }, (_, place) => makeResource(chance, order, item, place + 1, now)),
      ),
  )
}

function makeResource(chance: Chance, order: SampleOrder, item: SampleItem, unit: number, now: Date): SampleResource {
  const { channelId, customerId, partnerId, id: orderItemId, quantity } = item.row
  const { parameters, term, plan, region } = item.draft
  const createdAt = order.row.paidAt ?? order.row.placedAt
  const startsAt = order.row.completedAt ?? createdAt
  const expiresAt = term ? addMonths(startsAt, monthsOf(term)) : null
  const { status, closedAt } = standingOf(chance, order, startsAt, expiresAt, now)
  const id = chance.id('resource', createdAt)
  const base = String(parameters['name'])
  const row: Row<'resources'> = {
    channelId,
    id,
    customerId,
    partnerId,
    orderId: order.row.id,
    orderItemId,
    unit,
    name: quantity === 1 ? base : `${base}-${unit}`,
    serviceCode: plan.serviceCode,
    planId: plan.id,
    region,
    availabilityZone: parameters['availabilityZone'] === undefined ? null : String(parameters['availabilityZone']),
    billingMode: item.row.billingMode,
    status,
    startsAt,
    expiresAt,
    autoRenew: item.row.autoRenew && status === 'in_use',
    attributes: JSON.stringify(attributesOf(id, item)),
    createdAt,
  }
  return { row, item, order, closedAt }
}

interface Standing {
  readonly status: string
  readonly closedAt: Date | null
}

function standingOf(chance: Chance, order: SampleOrder, startsAt: Date, expiresAt: Date | null, now: Date): Standing {
  const isStopped = order.customer.row.freezeScope === 'account_and_resources'
  const live = (status: string): Standing => ({ status: isStopped ? 'frozen' : status, closedAt: null })
  if (expiresAt === null) {
    const isOld = startsAt < later(now, -60 * dayMs) && order.customer.weight > 0
    if (!isOld || !chance.happens(closedShare)) return live('normal')
    return { status: 'closed', closedAt: chance.instant(later(startsAt, 10 * dayMs), later(now, -dayMs)) }
  }
  const graceEnds = later(expiresAt, graceDays * dayMs)
  const retentionEnds = later(graceEnds, retentionDays * dayMs)
  if (now < expiresAt) return live('in_use')
  if (now < graceEnds) return live('expired')
  return now < retentionEnds ? live('frozen') : { status: 'closed', closedAt: retentionEnds }
}

/** What the cloud tells of a resource: its number there, addresses, the plan's specification and the parameters. */
function attributesOf(id: string, { draft }: SampleItem): Record<string, unknown> {
  const { name: _name, availabilityZone: _zone, ...rest } = draft.parameters
  const mark = createHash('sha256').update(id).digest()
  const [a = 0, b = 0, c = 0] = mark
  const { serviceCode, specification } = draft.plan
  return {
    resource_id: `${serviceCode}-${mark.toString('hex').slice(0, 16)}`,
    ...(serviceCode === 'ecs' ? { private_ip_address: `10.${a}.${b}.${1 + (c % 254)}` } : {}),
    ...(serviceCode === 'eip' ? { ip_address: `198.${18 + (a % 2)}.${b}.${1 + (c % 254)}` } : {}),
    ...snakeCased(specification),
    ...snakeCased(rest),
  }
}

function snakeCased(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const rename = (key: string) => key.replace('GiB', '_gib').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [rename(key), value]))
}

/** What the broker was asked for each resource, all of it done. */
export function operationsOf(resources: readonly SampleResource[], brokerId: string): Row<'brokerOperations'>[] {
  return resources.flatMap(({ row, closedAt }) => {
    const { channelId, id: resourceId, customerId, partnerId, createdAt, startsAt } = row
    const operation = (kind: string, startedAt: Date, finishedAt: Date): Row<'brokerOperations'> => ({
      channelId,
      resourceId,
      kind,
      customerId,
      partnerId,
      brokerId,
      state: 'succeeded',
      operation: `${kind}_${resourceId}`,
      attempts: 1,
      lastError: null,
      startedAt,
      acceptedAt: startedAt,
      finishedAt,
    })
    const provision = operation('provision', createdAt, startsAt ?? createdAt)
    return closedAt ? [provision, operation('deprovision', closedAt, later(closedAt, 2_000))] : [provision]
  })
}

/** Whether it is still there for the customer. */
export function isLive({ row }: SampleResource): boolean {
  return row.status !== 'closed'
}
