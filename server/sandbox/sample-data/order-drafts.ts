import type { Term } from '#contract/time.ts'
import type { SampleActing } from './acting-sessions.ts'
import { addMonths, dayMs, earliest, hourMs, later, latest, minuteMs } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleCustomer } from './customers.ts'
import type { PriceBook } from './prices.ts'
import { type DraftItem, makeItem, type ProductLine } from './products.ts'

export type Outcome = 'completed' | 'partially_completed' | 'pending_payment' | 'failed' | 'canceled'

/** An order as it was meant, before it is priced and written down. */
export interface OrderDraft {
  readonly customer: SampleCustomer
  readonly placedAt: Date
  readonly outcome: Outcome
  readonly billingMode: 'yearly_monthly' | 'pay_per_use'
  readonly items: readonly DraftItem[]
  readonly acting: SampleActing | null
}

interface Making {
  readonly chance: Chance
  readonly products: ProductLine
  readonly customers: readonly SampleCustomer[]
  readonly now: Date
}

const orderCount = 1500
const resourceCount = 2000
/** Outcomes of the orders that customers placed themselves; the rest is completed. */
const outcomes = { pending_payment: 25, failed: 25, canceled: 60, partially_completed: 10 } as const
const expiringSoon = 45
const ordersPerActing = 5
const monthsBack = 14
const maxQuantity = 12
/** Only what costs less than this, in cents for a month, is bought in numbers. */
const cheapMonth = 20_000

const terms: readonly (readonly [term: Term, weight: number])[] = [
  [{ unit: 'month', count: 1 }, 6],
  [{ unit: 'month', count: 2 }, 2],
  [{ unit: 'month', count: 3 }, 5],
  [{ unit: 'month', count: 6 }, 4],
  [{ unit: 'month', count: 9 }, 1],
  [{ unit: 'year', count: 1 }, 6],
  [{ unit: 'year', count: 2 }, 1],
  [{ unit: 'year', count: 3 }, 1],
]

/** All orders of the last fourteen months, in no order; exactly so many, and of exactly so many units. */
export function draftOrders(
  customers: readonly SampleCustomer[],
  actings: readonly SampleActing[],
  products: ProductLine,
  book: PriceBook,
  now: Date,
): OrderDraft[] {
  const making = { chance: chanceFrom(53), products, customers, now }
  const drafts = [
    ...quietOrders(making),
    ...actings.flatMap((acting) => actingOrders(making, acting)),
    ...Array.from({ length: expiringSoon }, () => expiringOrder(making)),
    ...Object.entries(outcomes).flatMap(([outcome, count]) =>
      Array.from({ length: count }, () => ownOrder(making, outcome as Outcome)),
    ),
  ]
  while (drafts.length < orderCount) drafts.push(ownOrder(making, 'completed'))
  spreadUnits(making.chance, drafts, book)
  return drafts
}

/** The customer of the main job has little: two servers long ago and some metered use. */
function quietOrders({ chance, products, customers, now }: Making): OrderDraft[] {
  const [customer] = customers
  if (customer === undefined) return []
  const draft = (days: number, planId: string, term: Term | null): OrderDraft => ({
    customer,
    placedAt: later(now, -days * dayMs),
    outcome: 'completed',
    billingMode: term ? 'yearly_monthly' : 'pay_per_use',
    items: [makeItem(chance, products, { region: customer.homeRegion, planId, term, isAvailable: true })],
    acting: null,
  })
  return [
    draft(210, 'ecs.s7.medium.2', { unit: 'year', count: 1 }),
    draft(209, 'evs.ssd', { unit: 'year', count: 1 }),
    draft(120, 'ecs.s7.small.1', null),
  ]
}

function actingOrders(making: Making, acting: SampleActing): OrderDraft[] {
  const { customer } = acting.authorization
  return Array.from({ length: ordersPerActing }, (_, place) => {
    const placedAt = later(acting.row.startedAt, (5 + 7 * place) * minuteMs)
    return draftOf(making, customer, placedAt, place === 4 ? null : pickTerm(making), 'completed', acting)
  })
}

/** An order whose resources expire in the next days. */
function expiringOrder(making: Making): OrderDraft {
  const { chance, now } = making
  const months = chance.pick([1, 2, 3, 6, 9])
  const placedAt = addMonths(later(now, chance.between(1, 6) * dayMs - chance.between(1, 10) * hourMs), -months)
  const customer = pickCustomer(making, placedAt)
  return draftOf(making, customer, placedAt, { unit: 'month', count: months }, 'completed', null)
}

function ownOrder(making: Making, outcome: Outcome): OrderDraft {
  const { chance, now } = making
  const isPending = outcome === 'pending_payment'
  const since = isPending ? later(now, -6 * dayMs) : addMonths(now, -monthsBack)
  const moment = chance.instant(since, later(now, -2 * hourMs))
  const customer = pickCustomer(making, moment)
  const placedAt = isPending ? moment : latest(customer.ordersFrom, duringTheDay(chance, moment))
  // What waits to be paid, or was never paid, is prepaid; pay-per-use starts at once.
  const isPrepaid = isPending || outcome === 'canceled' || chance.happens(0.72)
  return draftOf(making, customer, earliest(placedAt, moment), isPrepaid ? pickTerm(making) : null, outcome, null)
}

/** People order from 6 to 17 hours UTC. */
function duringTheDay(chance: Chance, at: Date): Date {
  const morning = new Date(at)
  morning.setUTCHours(6, 0, 0, 0)
  return later(morning, chance.between(0, 11 * hourMs))
}

function pickCustomer({ chance, customers }: Making, at: Date): SampleCustomer {
  const time = at.getTime()
  const isThere = ({ ordersFrom, ordersUntil }: SampleCustomer) =>
    ordersFrom.getTime() < time && time < ordersUntil.getTime()
  return chance.pickWeighted(customers, (customer) => (isThere(customer) ? customer.weight : 0))
}

function pickTerm({ chance }: Making): Term {
  return chance.pickWeighted(terms, ([, weight]) => weight)[0]
}

function draftOf(
  { chance, products }: Making,
  customer: SampleCustomer,
  placedAt: Date,
  term: Term | null,
  outcome: Outcome,
  acting: SampleActing | null,
): OrderDraft {
  const isPartial = outcome === 'partially_completed'
  const count = isPartial ? 2 : chance.pickWeighted([1, 2, 3], (items) => ({ 1: 88, 2: 9 })[items] ?? 3)
  const region = chance.happens(0.75) ? customer.homeRegion : null
  const items = Array.from({ length: count }, (_, place) => {
    const fails = outcome === 'failed' || (isPartial && place === 1)
    return makeItem(chance, products, { region, term, isAvailable: !fails })
  })
  return { customer, placedAt, outcome, billingMode: term ? 'yearly_monthly' : 'pay_per_use', items, acting }
}

/** Adds units to cheap items until the completed ones have as many as there are to be resources. */
function spreadUnits(chance: Chance, drafts: readonly OrderDraft[], book: PriceBook): void {
  const done = drafts.filter(({ outcome }) => outcome === 'completed' || outcome === 'partially_completed')
  const completed = done.flatMap(({ items }) => items.filter(({ isAvailable }) => isAvailable))
  // The customer of the main job comes first and keeps what it has.
  const growing = completed.slice(3).filter((item) => book.monthlyOf(item) < cheapMonth)
  let missing = resourceCount - completed.length
  if (missing < 0) throw new Error('There are more order items than resources')
  while (missing > 0) {
    const item = chance.pick(growing)
    const added = Math.min(missing, chance.between(1, 4), maxQuantity - item.quantity)
    item.quantity += added
    missing -= added
  }
}
