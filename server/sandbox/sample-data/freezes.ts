import { dayMs, hourMs, later } from './calendar.ts'
import type { Chance } from './chance.ts'
import { memberWith, type Seller } from './partners.ts'
import type { Row } from './rows.ts'
import type { Standing } from './standings.ts'

const manualReasons = [
  'An invoice has been overdue for two months',
  'The customer asked for a pause',
  'A server was misused; under investigation',
  'The contract is being renegotiated',
]

type Why = readonly [origin: string, reason: string]
const automatic: Why = ['automatic', 'The budget is used up']
const manual = (chance: Chance): Why => ['manual', chance.pick(manualReasons)]

interface Frozen {
  readonly channelId: string
  readonly id: string
  readonly associatedAt: Date
}

/** Freezes of a customer, oldest first: the one each new customer starts with, some of the past, the one in force. */
export function freezesOf(
  chance: Chance,
  customer: Frozen,
  seller: Seller,
  standing: Standing,
  now: Date,
): Row<'freezes'>[] {
  if (standing.isReferral) return []
  const admin = memberWith(seller.members, 'admin').id
  const freeze = (origin: string, reason: string, frozenAt: Date, liftedAt: Date | null): Row<'freezes'> => ({
    channelId: customer.channelId,
    id: chance.id('freeze', frozenAt),
    customerId: customer.id,
    partnerId: seller.partner.id,
    scope: origin === 'manual' && chance.happens(0.5) ? 'account_and_resources' : 'account',
    origin,
    reason,
    frozenBy: origin === 'manual' ? admin : null,
    frozenAt,
    liftedBy: liftedAt ? admin : null,
    liftedAt,
  })
  const isNew = standing.freeze === 'initial'
  const lifted = isNew ? null : later(customer.associatedAt, chance.between(2 * hourMs, 40 * hourMs))
  const list = [freeze('initial', 'A new customer waits for a budget', customer.associatedAt, lifted)]
  if (standing.freeze === null && standing.authorization !== 'none' && chance.happens(0.1)) {
    const from = chance.instant(later(now, -40 * dayMs), later(now, -10 * dayMs))
    const until = later(from, chance.between(hourMs, 5 * dayMs))
    const isAutomatic = chance.happens(0.5)
    list.push(freeze(...(isAutomatic ? automatic : manual(chance)), from, until))
  }
  const since = later(now, -chance.between(4 * hourMs, 9 * dayMs))
  if (standing.freeze === 'automatic') list.push(freeze(...automatic, since, null))
  if (standing.freeze === 'manual') list.push(freeze(...manual(chance), since, null))
  return list
}
