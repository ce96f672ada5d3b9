import type { Tx } from '#kernel/db.ts'
import { moveLimits, moveQuotas, periodIn } from '#modules/budgets/index.ts'
import type { MetLimit } from '#modules/budgets/index.ts'
import type { NewOrder } from './queries/write.ts'
import { sumOf } from './rules.ts'
import type { PricedItem } from './rules.ts'

interface Commitment {
  readonly order: NewOrder
  readonly priced: readonly PricedItem[]
  readonly limits: readonly MetLimit[]
}

/**
 * Takes what an order commits out of every limit it meets: posted when it is paid at once, reserved when it waits for
 * approval or is to be paid later. Pay-per-use pays nothing yet; its estimate stays reserved against the
 * authorization's month.
 */
export function commitLimits(tx: Tx, { order, priced, limits }: Commitment): void {
  const { channelId, customerId, id: sourceId, month, totalMinor, placedAt: at } = order
  const estimates = sumOf(priced.map(({ committedMinor, amountMinor }) => committedMinor - amountMinor))
  const isPaid = order.paidAt !== null
  const moves = limits
    .filter(({ isHidden }) => !isHidden)
    .flatMap((limit) => {
      const { id: limitId, partnerId, kind } = limit
      const amount = kind === 'authorization_orders' ? 1n : totalMinor
      const held = (isPaid ? 0n : amount) + (kind === 'authorization_month' ? estimates : 0n)
      const paid = isPaid ? amount : 0n
      const about = { limitId, partnerId, period: periodIn(limit, month) }
      return [
        { ...about, kind: 'post' as const, reserved: 0n, posted: paid },
        { ...about, kind: 'reserve' as const, reserved: held, posted: 0n },
      ]
    })
    .filter(({ reserved, posted }) => reserved + posted > 0n)
  const by = { channelId, customerId, sourceId, part: '', at }
  moveLimits(tx, by, moves)
  if (totalMinor === 0n || !limits.some(({ isHidden }) => isHidden)) return
  const [reserved, posted] = isPaid ? [0n, totalMinor] : [totalMinor, 0n]
  moveQuotas(tx, { ...by, kind: isPaid ? 'post' : 'reserve', month, reserved, posted })
}
