import { type SampleAuthorization, settleScope } from './authorizations.ts'
import { later, monthOf } from './calendar.ts'
import { chanceFrom, type Chance } from './chance.ts'
import {
  commitmentOf,
  countOf,
  isRecent,
  makeLimit,
  movedBy,
  paymentsOf,
  roundNumberAbove,
  type SampleLimit,
} from './limits.ts'
import type { SampleCustomer } from './customers.ts'
import type { SampleOrder } from './orders.ts'
import type { Seller, Sellers } from './partners.ts'
import type { Row } from './rows.ts'
import { spentIn } from './spending.ts'

/** A quota is this many times what is used of it, and never less than the least, in cents. */
const quotaRoom = 3n
const leastQuota = 500_000_000n

/** Settles what each authorization allows, and gives active ones a limit for each amount and number they set. */
export function makeAuthorizationLimits(
  authorizations: readonly SampleAuthorization[],
  orders: readonly SampleOrder[],
  now: Date,
): SampleLimit[] {
  const chance = chanceFrom(71)
  return authorizations.flatMap((authorization) => {
    const mine = orders.filter(({ row }) => row.authorizationId === authorization.row.id)
    const recent = mine.filter((order) => isRecent(order, now)).map(commitmentOf)
    const moved = movedBy(recent, 'monthly', now)
    const largest = mine.reduce((most, { row }) => (row.committedMinor > most ? row.committedMinor : most), 0n)
    settleScope(authorization, largest, moved.reserved + moved.posted, BigInt(mine.length))
    const { state, maxMonthMinor, maxOrders, currency } = authorization.row
    if (state !== 'active') return []
    const given = (kind: string, cadence: string) => ({ ...limitOf(chance, authorization), kind, cadence })
    return [
      ...(maxMonthMinor === null
        ? []
        : [makeLimit({ ...given('authorization_month', 'monthly'), currency }, recent, 0n, maxMonthMinor, now)]),
      ...(maxOrders === null
        ? []
        : [
            makeLimit(
              { ...given('authorization_orders', 'one_time'), currency: null },
              mine.map(countOf),
              0n,
              maxOrders,
              now,
            ),
          ]),
    ]
  })
}

function limitOf(chance: Chance, { row }: SampleAuthorization) {
  const { channelId, id: authorizationId, customerId, partnerId, decidedAt, requestedAt } = row
  const id = chance.id('limit', decidedAt ?? requestedAt)
  return { channelId, id, customerId, partnerId, authorizationId, onExhaustion: null, version: 1 }
}

/**
 * The operator's quotas: for the distributor, the first reseller and the solution provider, one in each currency of the
 * customers that they sell to. A distributor's quota also counts what its resellers sell.
 */
export function makeQuotas(
  sellers: Sellers,
  customers: readonly SampleCustomer[],
  orders: readonly SampleOrder[],
  expenditures: readonly Row<'expenditures'>[],
  now: Date,
): SampleLimit[] {
  const chance = chanceFrom(73)
  const metered = spentIn(expenditures, monthOf(now), 'pay_per_use')
  const direct = sellers.selling.filter(({ partner }) => partner.kind === 'solution_provider')
  return [sellers.distributor, sellers.first, ...direct].flatMap((seller) => {
    const served = customers.filter((customer) => sells(seller, customer))
    return [...new Set(served.map(({ currency }) => currency))].map((currency) => {
      const counted = served.filter((customer) => customer.currency === currency)
      const movements = orders
        .filter((order) => counted.includes(order.customer) && isRecent(order, now))
        .flatMap(paymentsOf)
      const opening = counted.reduce((sum, { row }) => sum + (metered.get(row.id) ?? 0n), 0n)
      const moved = movedBy(movements, 'monthly', now)
      const wanted = roundNumberAbove((moved.reserved + moved.posted + opening) * quotaRoom)
      const maximum = wanted > leastQuota ? wanted : leastQuota
      return makeLimit({ ...quotaOf(chance, seller), currency }, movements, opening, maximum, now)
    })
  })
}

const sells = ({ partner }: Seller, { seller }: SampleCustomer) =>
  seller.partner.id === partner.id || seller.partner.distributorId === partner.id

function quotaOf(chance: Chance, { partner }: Seller) {
  return {
    channelId: partner.channelId,
    id: chance.id('limit', later(partner.createdAt, 60_000)),
    kind: 'quota',
    customerId: null,
    partnerId: partner.id,
    authorizationId: null,
    cadence: 'monthly',
    onExhaustion: null,
    version: 1,
  }
}
