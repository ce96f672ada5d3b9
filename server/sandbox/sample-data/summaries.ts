import type { SampleBudget } from './budgets.ts'
import { monthOf } from './calendar.ts'
import type { SampleCustomer } from './customers.ts'
import type { SampleOrder } from './orders.ts'
import { isLive, type SampleResource } from './resources.ts'
import type { Row } from './rows.ts'
import { spentIn } from './spending.ts'

interface Known {
  readonly customers: readonly SampleCustomer[]
  readonly budgets: readonly SampleBudget[]
  readonly orders: readonly SampleOrder[]
  readonly resources: readonly SampleResource[]
  readonly expenditures: readonly Row<'expenditures'>[]
}

/** What Customer Management shows of each customer, drawn from all the rest. */
export function makeSummaries({ customers, budgets, orders, resources, expenditures }: Known, now: Date) {
  const month = monthOf(now)
  const spent = spentIn(expenditures, month)
  const budgetOf = new Map(budgets.map(({ customer, limit }) => [customer, limit.row]))
  const open = Map.groupBy(
    orders.filter(({ row }) => row.state === 'pending_payment'),
    ({ customer }) => customer,
  )
  const live = Map.groupBy(resources.filter(isLive), ({ order }) => order.customer)
  return customers.map((customer): Row<'customerSummaries'> => {
    const { channelId, id: customerId, partnerId } = customer.row
    const budget = budgetOf.get(customer)
    const used = budget ? budget.reserved + budget.posted : 0n
    const mine = live.get(customer) ?? []
    return {
      channelId,
      customerId,
      partnerId,
      month,
      monthToDateMinor: spent.get(customerId) ?? 0n,
      budgetMinor: budget?.maximum ?? null,
      budgetUsedMinor: used,
      budgetUsagePercent: budget ? percentOf(used, budget.maximum) : null,
      nextExpiryOn: firstExpiry(mine),
      openOrders: open.get(customer)?.length ?? 0,
      liveResources: mine.length,
    }
  })
}

/** With two decimals; what is beyond them is dropped. */
function percentOf(used: bigint, maximum: bigint): string {
  const hundredths = (used * 10_000n) / maximum
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
}

function firstExpiry(live: readonly SampleResource[]): string | null {
  const dates = live.flatMap(({ row }) => (row.expiresAt ? [row.expiresAt.toISOString().slice(0, 10)] : []))
  return dates.toSorted()[0] ?? null
}
