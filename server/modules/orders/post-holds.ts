import type { Tx } from '#kernel/db.ts'
import { moveLimits, settleQuotas } from '#modules/budgets/index.ts'
import type { LedgerEntry } from '#modules/budgets/index.ts'

interface Held {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
  readonly totalMinor: bigint
}

/** What an order held is posted, in the period it was held in: the order is paid. */
export function postHolds(tx: Tx, order: Held, entries: readonly LedgerEntry[], at: Date): void {
  const { channelId, id: sourceId, customerId, partnerId, totalMinor: paid } = order
  const by = { channelId, customerId, sourceId, part: '', at }
  const amountOf = (limitKind: string) => (limitKind === 'authorization_orders' ? 1n : paid)
  const held = entries.filter(({ kind, reserved }) => kind === 'reserve' && reserved > 0n)
  const posts = held.filter(({ limitKind }) => amountOf(limitKind) > 0n)
  moveLimits(
    tx,
    by,
    posts.map(({ limitId, partnerId: of, period, limitKind }) => ({
      limitId,
      partnerId: of,
      period,
      kind: 'post',
      reserved: -amountOf(limitKind),
      posted: amountOf(limitKind),
    })),
  )
  if (paid > 0n) settleQuotas(tx, { ...by, partnerId, kind: 'post', reserved: -paid, posted: paid })
}
