import { sql } from 'kysely'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Prepared } from '#kernel/db.ts'
import type { Hold } from '#kernel/gate.ts'

export interface StandingRow {
  readonly id: string
  readonly channelId: string
  readonly partnerId: string
  readonly name: string
  readonly currency: string
  readonly codeAboveMinor: bigint | null
  readonly closedAt: Date | null
  readonly freezeScope: string | null
  readonly associationType: string
  readonly associationEndedAt: Date | null
  readonly partnerKind: string | null
  readonly partnerFrozenAt: Date | null
  readonly permissionFrom: string | null
  readonly actOnBehalf: boolean
  readonly mayFreeze: boolean
  readonly setBudgets: boolean
}

/** The customer `c` itself and its association `s`. */
const ownColumns = [
  'c.id',
  'c.channelId',
  'c.partnerId',
  'c.name',
  'c.currency',
  'c.codeAboveMinor',
  'c.closedAt',
  'c.freezeScope',
  's.type as associationType',
  's.endedAt as associationEndedAt',
] as const

/** And, where a partner calls, the partner `p` and what its distributor lets it do, `d`. */
export const standingColumns = [
  ...ownColumns,
  'p.kind as partnerKind',
  'p.frozenAt as partnerFrozenAt',
  'd.distributorId as permissionFrom',
  'd.actOnBehalf',
  'd.mayFreeze',
  'd.setBudgets',
] as const

interface ByPartner {
  readonly channelId: string
  readonly customerId: string
  readonly partnerId: string
  readonly memberId: string
}

/**
 * A partner stands before its own customers; a distributor before those of its resellers too. A member who is only
 * account manager stands before those assigned to them.
 */
const forPartner = (by: ByPartner) =>
  sqlBuilder
    .selectFrom('customers as c')
    .innerJoin('associations as s', (on) =>
      on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
    )
    .innerJoin('partners as p', (on) => on.onRef('p.channelId', '=', 'c.channelId').on('p.id', '=', by.partnerId))
    .innerJoin('distributorPermissions as d', (on) =>
      on.onRef('d.channelId', '=', 'p.channelId').onRef('d.partnerId', '=', 'p.id'),
    )
    .innerJoin('members as m', (on) => on.onRef('m.channelId', '=', 'c.channelId').on('m.id', '=', by.memberId))
    .select(standingColumns)
    .where('c.channelId', '=', by.channelId)
    .where('c.id', '=', by.customerId)
    .where((either) => either.or([either('c.partnerId', '=', by.partnerId), either('p.kind', '=', 'distributor')]))
    .where((either) =>
      either.or([
        either('m.roles', '<>', sql<string[]>`array['account_manager']`),
        either('c.accountManagerId', '=', by.memberId),
      ]),
    )

// The member is held here too, so that whoever takes a role away is ordered with what the role decides.
const forPartnerBy: Readonly<Record<Hold, (by: ByPartner) => Prepared<StandingRow>>> = {
  none: prepare(forPartner),
  shared: prepare((by: ByPartner) => forPartner(by).forShare(['p', 'd', 's', 'm', 'c'])),
  alone: prepare((by: ByPartner) => forPartner(by).forShare(['p', 'd', 's', 'm']).forUpdate(['c'])),
}

interface ByCustomer {
  readonly channelId: string
  readonly customerId: string
}

const forCustomer = (by: ByCustomer) =>
  sqlBuilder
    .selectFrom('customers as c')
    .innerJoin('associations as s', (on) =>
      on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
    )
    .select(ownColumns)
    .select([
      sql<string | null>`null`.as('partnerKind'),
      sql<Date | null>`null`.as('partnerFrozenAt'),
      sql<string | null>`null`.as('permissionFrom'),
      sql<boolean>`true`.as('actOnBehalf'),
      sql<boolean>`true`.as('mayFreeze'),
      sql<boolean>`true`.as('setBudgets'),
    ])
    .where('c.channelId', '=', by.channelId)
    .where('c.id', '=', by.customerId)

const forCustomerBy: Readonly<Record<Hold, (by: ByCustomer) => Prepared<StandingRow>>> = {
  none: prepare(forCustomer),
  shared: prepare((by: ByCustomer) => forCustomer(by).forShare(['s', 'c'])),
  alone: prepare((by: ByCustomer) => forCustomer(by).forShare(['s']).forUpdate(['c'])),
}

export async function findStandingForPartner(db: Db, by: ByPartner, hold: Hold): Promise<StandingRow | undefined> {
  return db.first(forPartnerBy[hold](by))
}

export async function findStandingForCustomer(
  db: Db,
  channelId: string,
  customerId: string,
  hold: Hold,
): Promise<StandingRow | undefined> {
  return db.first(forCustomerBy[hold]({ channelId, customerId }))
}
