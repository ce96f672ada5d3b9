import { later, monthOf } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleCustomer } from './customers.ts'
import { isRecent, makeLimit, movedBy, paymentsOf, roundNumberAbove, type SampleLimit } from './limits.ts'
import type { SampleOrder } from './orders.ts'
import type { Row } from './rows.ts'
import { spentIn } from './spending.ts'

export interface SampleBudget {
  readonly customer: SampleCustomer
  readonly limit: SampleLimit
  /** Metered use of this month that the budget has seen beyond that of the resources shown. */
  readonly otherUse: Row<'expenditures'> | null
}

/** The customer of the main job has room for all that it does, in cents. */
const quietMaximum = 5_000_000n
const leastMaximum = 50_000n

/** A budget for each customer that has one, used by what it ordered and by what was metered. */
export function makeBudgets(
  customers: readonly SampleCustomer[],
  orders: readonly SampleOrder[],
  expenditures: readonly Row<'expenditures'>[],
  now: Date,
): SampleBudget[] {
  const chance = chanceFrom(67)
  const metered = spentIn(expenditures, monthOf(now), 'pay_per_use')
  return customers.flatMap((customer, place) => {
    if (!customer.hasBudget) return []
    const mine = orders.filter((order) => order.customer === customer && isRecent(order, now))
    return [makeBudget(chance, customer, mine, metered.get(customer.row.id) ?? 0n, place, now)]
  })
}

function makeBudget(
  chance: Chance,
  customer: SampleCustomer,
  orders: readonly SampleOrder[],
  metered: bigint,
  place: number,
  now: Date,
): SampleBudget {
  const { channelId, id: customerId, partnerId, currency, associatedAt } = customer.row
  const isFrozen = customer.frozen === 'automatic'
  const hundredths = usageOf(chance, isFrozen)
  const cadence = place > 1 && chance.happens(isFrozen ? 0.5 : 0.2) ? 'one_time' : 'monthly'
  const movements = orders.flatMap(paymentsOf)
  const moved = movedBy(movements, cadence, now)
  const known = moved.reserved + moved.posted + metered
  const isQuiet = place === 0
  const fitting = roundNumberAbove((known * 10_000n) / hundredths + 1n)
  const least = leastMaximum * BigInt(chance.pick([1, 2, 4, 10, 20, 40]))
  const maximum = isQuiet ? quietMaximum : fitting > least ? fitting : least
  const used = isQuiet ? known : (maximum * hundredths) / 10_000n
  const opening = used - moved.reserved - moved.posted
  const row = {
    channelId,
    id: chance.id('limit', later(associatedAt, 60_000)),
    kind: 'budget',
    customerId,
    partnerId,
    authorizationId: null,
    cadence,
    currency,
    // What is used up without freezing anybody waits for a person to decide.
    onExhaustion: isFrozen || (hundredths < 10_000n && chance.happens(0.5) && !isQuiet) ? 'automatic' : 'manual',
    version: chance.between(1, 4),
  }
  const limit = makeLimit(row, movements, opening, maximum, now)
  const other = opening - metered
  const otherUse = cadence === 'monthly' && other > 0n ? otherUseOf(customer, other, now) : null
  return { customer, limit, otherUse }
}

/** In hundredths of a per cent: most have room, some are near the end, some beyond it. */
function usageOf(chance: Chance, isFrozen: boolean): bigint {
  if (isFrozen) return BigInt(chance.between(10_000, 11_200))
  const [from, to] = chance.pickWeighted(
    [[1000, 7000, 62] as const, [7000, 9000, 20] as const, [9000, 9990, 12] as const, [10_001, 12_000, 6] as const],
    ([, , weight]) => weight,
  )
  return BigInt(chance.between(from, to))
}

function otherUseOf({ row, homeRegion }: SampleCustomer, amountMinor: bigint, now: Date): Row<'expenditures'> {
  const { channelId, id: customerId, partnerId, currency } = row
  return {
    channelId,
    customerId,
    partnerId,
    month: monthOf(now),
    serviceCode: 'ecs',
    region: homeRegion,
    billingMode: 'pay_per_use',
    sourceId: 'opening',
    currency,
    amountMinor,
  }
}
