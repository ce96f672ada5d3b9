import { addMonths, earliest, hourMs, latest, monthOf, startOfMonth } from './calendar.ts'
import type { SampleOrder } from './orders.ts'
import type { PriceBook } from './prices.ts'
import type { SampleResource } from './resources.ts'
import type { Row } from './rows.ts'

type Expenditure = Row<'expenditures'>

const monthsShown = 3

/** What customers spent this month and in the two before: on what they paid for in advance, and on metered use. */
export function makeExpenditures(
  orders: readonly SampleOrder[],
  resources: readonly SampleResource[],
  book: PriceBook,
  now: Date,
): Expenditure[] {
  const months = Array.from({ length: monthsShown }, (_, back) => addMonths(startOfMonth(now), -back))
  return summed([
    ...prepaid(orders, months.map(monthOf)),
    ...months.flatMap((from) => metered(resources, book, from, now)),
  ])
}

/** What failed was given back, and so was not spent. */
function prepaid(orders: readonly SampleOrder[], months: readonly string[]): Expenditure[] {
  return orders
    .filter(({ row }) => row.paidAt !== null && months.includes(row.month))
    .flatMap((order) =>
      order.items
        .filter(({ row }) => row.state === 'completed' && row.amountMinor > 0n)
        .map(({ row }) => expenditureOf(order, row, order.row.month, row.amountMinor)),
    )
}

function metered(resources: readonly SampleResource[], book: PriceBook, monthStart: Date, now: Date): Expenditure[] {
  const month = monthOf(monthStart)
  const monthEnd = addMonths(monthStart, 1)
  return resources
    .filter(({ row }) => row.billingMode === 'pay_per_use')
    .flatMap(({ row, item, order, closedAt }) => {
      const from = latest(row.startsAt ?? row.createdAt, monthStart)
      const until = earliest(closedAt ?? now, earliest(monthEnd, now))
      const hours = Math.floor((until.getTime() - from.getTime()) / hourMs)
      if (hours <= 0) return []
      const used = { ...item.draft, billingMode: 'pay_per_use', quantity: 1 }
      const amount = book.usageOf(used, order.row.currency, BigInt(hours))
      return [expenditureOf(order, item.row, month, amount)]
    })
}

function expenditureOf(order: SampleOrder, item: Row<'orderItems'>, month: string, amountMinor: bigint): Expenditure {
  const { channelId, customerId, partnerId, currency } = order.row
  const { id: sourceId, serviceCode, region, billingMode } = item
  return { channelId, customerId, partnerId, month, serviceCode, region, billingMode, sourceId, currency, amountMinor }
}

/** One row for each month and order item. */
function summed(rows: readonly Expenditure[]): Expenditure[] {
  const sums = new Map<string, Expenditure>()
  for (const row of rows) {
    const key = `${row.month} ${row.sourceId}`
    const sum = sums.get(key)
    if (sum) sum.amountMinor += row.amountMinor
    else sums.set(key, { ...row })
  }
  return [...sums.values()].filter(({ amountMinor }) => amountMinor > 0n)
}

/** How much was spent in a month, by customer; of one billing mode when it is given. */
export function spentIn(rows: readonly Expenditure[], month: string, billingMode?: string): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    if (row.month !== month || (billingMode !== undefined && row.billingMode !== billingMode)) continue
    sums.set(row.customerId, (sums.get(row.customerId) ?? 0n) + row.amountMinor)
  }
  return sums
}
