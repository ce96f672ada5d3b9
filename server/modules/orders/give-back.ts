import type { Tx } from '#kernel/db.ts'
import { moveLimits, settleQuotas } from '#modules/budgets/index.ts'
import type { LedgerEntry, LimitMove } from '#modules/budgets/index.ts'

export interface GiveBack {
  readonly channelId: string
  readonly customerId: string
  /** Who sold it. */
  readonly partnerId: string
  readonly orderId: string
  /** Empty for the whole order, or the item that failed. */
  readonly part: string
  readonly at: Date
  /** What the order took, as its entries say. */
  readonly entries: readonly LedgerEntry[]
  /** The amount that was paid or is held for it. */
  readonly amountMinor: bigint
  /** The estimate that is held against the authorization's month. */
  readonly estimateMinor: bigint
  readonly isPaid: boolean
  /** Whether nothing is left of the order, so that it no longer counts. */
  readonly isWhole: boolean
}

/**
 * Gives money and limits back, by entries whose key allows each of them once: a second try breaks on it and undoes
 * everything with it. Only what the order's own entries took is given back, in the period they took it from.
 */
export function giveBack(tx: Tx, back: GiveBack): void {
  const { channelId, customerId, partnerId: seller, orderId: sourceId, part, at, amountMinor, isPaid } = back
  const moves: LimitMove[] = []
  const taken = new Map(back.entries.filter(({ part: of }) => of === '').map((entry) => [entry.limitId, entry]))
  for (const { limitId, partnerId, period, limitKind } of taken.values()) {
    const amount = limitKind === 'authorization_orders' ? (back.isWhole ? 1n : 0n) : amountMinor
    const held = (isPaid ? 0n : amount) + (limitKind === 'authorization_month' ? back.estimateMinor : 0n)
    const about = { limitId, partnerId, period }
    if (isPaid && amount > 0n) moves.push({ ...about, kind: 'refund', reserved: 0n, posted: -amount })
    if (held > 0n) moves.push({ ...about, kind: 'release', reserved: -held, posted: 0n })
  }
  const by = { channelId, customerId, sourceId, part, at }
  moveLimits(tx, by, moves)
  if (amountMinor === 0n) return
  const [reserved, posted] = isPaid ? [0n, -amountMinor] : [-amountMinor, 0n]
  settleQuotas(tx, { ...by, partnerId: seller, kind: isPaid ? 'refund' : 'release', reserved, posted })
}
