import { sql } from 'kysely'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'

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
    .select([
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
      'p.kind as partnerKind',
      'p.frozenAt as partnerFrozenAt',
      'd.distributorId as permissionFrom',
      'd.actOnBehalf',
      'd.mayFreeze',
      'd.setBudgets',
    ])
    .where('c.channelId', '=', by.channelId)
    .where('c.id', '=', by.customerId)
    .where((either) => either.or([either('c.partnerId', '=', by.partnerId), either('p.kind', '=', 'distributor')]))
    .where((either) =>
      either.or([
        either('m.roles', '<>', sql<string[]>`array['account_manager']`),
        either('c.accountManagerId', '=', by.memberId),
      ]),
    )

const findForPartner = prepare(forPartner)
// The member is locked here too, so that whoever takes a role away is ordered with what the role decides.
const lockForPartner = prepare((by: ByPartner) => forPartner(by).forShare(['p', 'd', 's', 'm', 'c']))

const forCustomer = (by: { channelId: string; customerId: string }) =>
  sqlBuilder
    .selectFrom('customers as c')
    .innerJoin('associations as s', (on) =>
      on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
    )
    .select([
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
      sql<string | null>`null`.as('partnerKind'),
      sql<Date | null>`null`.as('partnerFrozenAt'),
      sql<string | null>`null`.as('permissionFrom'),
      sql<boolean>`true`.as('actOnBehalf'),
      sql<boolean>`true`.as('mayFreeze'),
      sql<boolean>`true`.as('setBudgets'),
    ])
    .where('c.channelId', '=', by.channelId)
    .where('c.id', '=', by.customerId)

const findForCustomer = prepare(forCustomer)
const lockForCustomer = prepare((by: { channelId: string; customerId: string }) => forCustomer(by).forShare(['s', 'c']))

export async function findStandingForPartner(db: Db, by: ByPartner, lock: boolean): Promise<StandingRow | undefined> {
  return db.first((lock ? lockForPartner : findForPartner)(by))
}

export async function findStandingForCustomer(
  db: Db,
  channelId: string,
  customerId: string,
  lock: boolean,
): Promise<StandingRow | undefined> {
  return db.first((lock ? lockForCustomer : findForCustomer)({ channelId, customerId }))
}
