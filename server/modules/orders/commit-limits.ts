import type { Tx } from '#kernel/db.ts'
import { moveLimits, moveQuotas, periodIn } from '#modules/budgets/index.ts'
import type { LimitMove, LimitState } from '#modules/budgets/index.ts'
import type { NewOrder } from './queries/write.ts'
import { sumOf } from './rules.ts'
import type { PricedItem } from './rules.ts'

interface Commitment {
  readonly order: NewOrder
  readonly priced: readonly PricedItem[]
  readonly limits: readonly LimitState[]
}

/**
 * Takes what an order commits out of every limit it meets: posted when it is paid at once, reserved when it is to be
 * paid later. Pay-per-use pays nothing yet; its estimate stays reserved against the authorization's month.
 */
export function commitLimits(tx: Tx, { order, priced, limits }: Commitment): void {
  const { channelId, customerId, id: sourceId, month, totalMinor, placedAt: at } = order
  const estimates = sumOf(priced.map(({ committedMinor, amountMinor }) => committedMinor - amountMinor))
  const isPaid = order.paidAt !== null
  const own = limits.filter(({ kind }) => kind !== 'quota')
  const move = (limit: LimitState, reserved: bigint, posted: bigint): LimitMove => ({
    limitId: limit.id,
    period: periodIn(limit, month),
    reserved,
    posted,
  })
  const paid: LimitMove[] = []
  const held: LimitMove[] = []
  for (const limit of own) {
    const amount = limit.kind === 'authorization_orders' ? 1n : totalMinor
    if (amount > 0n) (isPaid ? paid : held).push(move(limit, isPaid ? 0n : amount, isPaid ? amount : 0n))
    if (limit.kind === 'authorization_month' && estimates > 0n) addHeld(held, move(limit, estimates, 0n))
  }
  const by = { channelId, customerId, sourceId, part: '', at }
  moveLimits(tx, { ...by, kind: 'post' }, paid)
  moveLimits(tx, { ...by, kind: 'reserve' }, held)
  if (own.length === limits.length || totalMinor === 0n) return
  const [reserved, posted] = isPaid ? [0n, totalMinor] : [totalMinor, 0n]
  moveQuotas(tx, { ...by, kind: isPaid ? 'post' : 'reserve', month, reserved, posted })
}

/** One entry of a kind for each limit: what is held twice of one limit is held as one sum. */
function addHeld(held: LimitMove[], next: LimitMove): void {
  const place = held.findIndex(({ limitId }) => limitId === next.limitId)
  const known = held[place]
  if (known) held[place] = { ...known, reserved: known.reserved + next.reserved }
  else held.push(next)
}
