import type { EventPayload } from '#contract/events.ts'
import { listChannels } from '#kernel/directory.ts'
import type { JobContext } from '#kernel/worker.ts'
import { findBudget, usagePercent, usedIn } from '#modules/budgets/index.ts'
import { insertExpenditures, sumExpenditure } from '#modules/metering/index.ts'
import { lockSummary, patchSummary, staleSummaries } from '#modules/partners/index.ts'
import { closeUnpaid } from './close-unpaid.ts'
import { countOpenOrders, findLapsedOrders, findSettledItems } from './queries/jobs.ts'

type Payload = EventPayload<'order.completed'>

/** After anything that happened to an order: what Customer Management shows and searches by, read anew. */
export async function summarizeCustomer(
  context: JobContext,
  { channelId, customerId }: Pick<Payload, 'channelId' | 'customerId'>,
): Promise<void> {
  await context.transact(channelId, async ({ tx, month }) => {
    await lockSummary(tx, channelId, customerId)
    const [budget, openOrders, monthToDateMinor] = await Promise.all([
      findBudget(tx, channelId, customerId),
      countOpenOrders(tx, channelId, customerId),
      sumExpenditure(tx, channelId, customerId, month),
    ])
    const used = budget ? usedIn(budget, month) : 0n
    patchSummary(tx, channelId, customerId, {
      month,
      monthToDateMinor,
      openOrders,
      budgetMinor: budget?.maximum ?? null,
      budgetUsedMinor: used,
      budgetUsagePercent: budget ? usagePercent(used, budget.maximum) : null,
    })
  })
}

/** What was paid for and came into being is expenditure of the month it was ordered in, and shows in the summary. */
export async function bookExpenditure(context: JobContext, payload: Payload): Promise<void> {
  const { channelId, orderId } = payload
  await context.transact(channelId, async ({ tx }) => {
    const items = await findSettledItems(tx, channelId, orderId)
    insertExpenditures(
      tx,
      items.map(({ id, ...item }) => ({ channelId, sourceId: id, ...item })),
    )
  })
  await summarizeCustomer(context, payload)
}

const renewBatch = 200

/** With a new month nothing is spent yet: summaries of a month that is over are read anew, customer by customer. */
export async function renewSummaries(context: JobContext): Promise<void> {
  for (const channelId of await listChannels(context.db)) {
    let after: string | undefined = ''
    while (after !== undefined) {
      const page = { after, limit: renewBatch }
      const stale: string[] = await context.transact(channelId, ({ tx, month }) =>
        staleSummaries(tx, channelId, { ...page, month }),
      )
      for (const customerId of stale) await summarizeCustomer(context, { channelId, customerId })
      after = stale[renewBatch - 1]
    }
  }
}

const lapseBatch = 100

async function lapseOrder(context: JobContext, channelId: string, orderId: string): Promise<void> {
  await context.transact(channelId, async (job) => {
    const change = { state: 'canceled' as const, canceledAt: job.now }
    const closed = await closeUnpaid(job.tx, { channelId, orderId, at: job.now, as: 'cancel', change })
    if (!closed) return
    const { customerId, partnerId } = closed.order
    job.emit('order.canceled', { channelId, customerId, orderId })
    job.audit('lapseOrder', { customerId, partnerId, subjects: [orderId] })
  })
}

/** Orders that nobody paid or approved lapse: each is canceled by itself, and gives back what it held. */
export async function lapseOrders(context: JobContext): Promise<void> {
  for (const channelId of await listChannels(context.db)) {
    const lapsed = await context.transact(channelId, ({ tx, now }) => findLapsedOrders(tx, channelId, now, lapseBatch))
    for (const orderId of lapsed)
      await lapseOrder(context, channelId, orderId).catch((err: unknown) =>
        context.log.error({ err, orderId }, 'an unpaid order could not lapse'),
      )
  }
}
