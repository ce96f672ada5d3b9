import { later, minuteMs, monthOf } from './calendar.ts'
import type { SampleOrder } from './orders.ts'
import type { Row } from './rows.ts'

/** A limit with the entries that moved it. Its sums are those of the entries of its period. */
export interface SampleLimit {
  readonly row: Row<'limits'>
  readonly entries: readonly Row<'ledgerEntries'>[]
}

/** One step by which an order moves a limit. */
export interface Movement {
  readonly order: SampleOrder
  readonly kind: 'reserve' | 'post' | 'release' | 'refund'
  readonly part: string
  readonly reserved: bigint
  readonly posted: bigint
  readonly at: Date
}

type Given = Omit<Row<'limits'>, 'reserved' | 'posted' | 'period' | 'overdrawn' | 'maximum'>

/** How an order moves budgets and quotas: by what is paid, now or later. */
export function paymentsOf(order: SampleOrder): Movement[] {
  const { totalMinor: total, placedAt, paidAt, canceledAt } = order.row
  if (total === 0n) return []
  const step = (kind: Movement['kind'], reserved: bigint, posted: bigint, at: Date, part = ''): Movement => {
    return { order, kind, part, reserved, posted, at }
  }
  if (paidAt === null) {
    const reserve = step('reserve', total, 0n, placedAt)
    return canceledAt ? [reserve, step('release', -total, 0n, canceledAt)] : [reserve]
  }
  const refunds = order.items
    .filter(({ row }) => row.state === 'failed')
    .map(({ row }) => step('refund', 0n, -row.amountMinor, later(paidAt, minuteMs), row.id))
  return [step('post', 0n, total, paidAt), ...refunds]
}

/** How an order moves the monthly amount of its authorization: metered use is held, the rest is spent. */
export function commitmentOf(order: SampleOrder): Movement {
  const { type, committedMinor, placedAt } = order.row
  const isHeld = type === 'pay_per_use_activation'
  return {
    order,
    kind: isHeld ? 'reserve' : 'post',
    part: '',
    reserved: isHeld ? committedMinor : 0n,
    posted: isHeld ? 0n : committedMinor,
    at: placedAt,
  }
}

/** How an order moves the number of orders of its authorization. */
export function countOf(order: SampleOrder): Movement {
  return { order, kind: 'post', part: '', reserved: 0n, posted: 1n, at: order.row.placedAt }
}

/** What orders did to a limit in its period, before anything else. */
export function movedBy(movements: readonly Movement[], cadence: string, now: Date) {
  const month = monthOf(now)
  const counted = movements.filter(({ order }) => cadence === 'one_time' || order.row.month === month)
  return {
    reserved: counted.reduce((sum, { reserved }) => sum + reserved, 0n),
    posted: counted.reduce((sum, { posted }) => sum + posted, 0n),
  }
}

/** Orders whose entries are kept one by one: those of this month, and those that still hold something. */
export function isRecent({ row }: SampleOrder, now: Date): boolean {
  return row.month === monthOf(now) || row.state === 'pending_payment'
}

/** A limit, with the entries of its orders and one for all that was posted otherwise. */
export function makeLimit(
  given: Given,
  movements: readonly Movement[],
  opening: bigint,
  maximum: bigint,
  now: Date,
): SampleLimit {
  const isOneTime = given.cadence === 'one_time'
  const entries = movements.map((movement) =>
    entryOf(given, movement.order.row.id, isOneTime ? 'all' : movement.order.row.month, movement),
  )
  const period = isOneTime ? 'all' : monthOf(now)
  if (opening !== 0n)
    entries.push(entryOf(given, 'opening', period, { kind: 'post', part: '', reserved: 0n, posted: opening, at: now }))
  const moved = movedBy(movements, given.cadence, now)
  const posted = moved.posted + opening
  const overdrawn = moved.reserved + posted > maximum
  return { row: { ...given, maximum, reserved: moved.reserved, posted, period, overdrawn }, entries }
}

function entryOf(limit: Given, sourceId: string, period: string, moved: Omit<Movement, 'order'>): Row<'ledgerEntries'> {
  const { channelId, id: limitId, customerId, partnerId } = limit
  const { part, kind, reserved, posted, at } = moved
  return { channelId, limitId, period, sourceId, part, kind, reserved, posted, customerId, partnerId, at }
}

/** The next number of the row 1, 2, 5, 10, 20… that is not less. */
export function roundNumberAbove(minor: bigint): bigint {
  let power = 100n
  for (;;) {
    for (const step of [1n, 2n, 5n]) if (step * power >= minor) return step * power
    power *= 10n
  }
}
