import { type CurrencyCode, moneyOf } from '#contract/money.ts'
import type { SampleActing } from './acting-sessions.ts'
import type { SampleAuthorization } from './authorizations.ts'
import { dayMs, later } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleOrder } from './orders.ts'
import { memberWith } from './partners.ts'
import type { Row } from './rows.ts'

const auditedOrders = 300
/** Authorizations are told of as far back as this. */
const auditedDays = 420

type Event = Row<'auditEvents'>
type Told = Pick<Event, 'at' | 'operation' | 'subjects' | 'reason'> & {
  readonly detail: Readonly<Record<string, unknown>>
}
interface Who {
  readonly kind: 'customer' | 'partner'
  readonly memberId: string | null
  readonly memberName: string | null
  readonly partnerId: string | null
}

/** The audit log of the newest orders, of authorizations, and of those who acted. */
export function makeAuditEvents(
  orders: readonly SampleOrder[],
  authorizations: readonly SampleAuthorization[],
  actings: readonly SampleActing[],
  now: Date,
): Event[] {
  const chance = chanceFrom(79)
  return [
    ...orders.slice(-auditedOrders).map((order) => placed(chance, order)),
    ...authorizations
      .filter(({ row }) => row.requestedAt > later(now, -auditedDays * dayMs))
      .flatMap((authorization) => authorizationEvents(chance, authorization)),
    ...actings.map((acting) => started(chance, acting)),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

function placed(chance: Chance, { row, items, draft }: SampleOrder): Event {
  const { id, customerId, placedAt: at, totalMinor, currency } = row
  const who: Who = {
    kind: row.placedByPartnerId === null ? 'customer' : 'partner',
    memberId: row.placedByMemberId,
    memberName: row.placedByMemberName,
    partnerId: row.placedByPartnerId,
  }
  const detail = { total: moneyOf(totalMinor, currency as CurrencyCode), items: items.length }
  const told = {
    at,
    operation: 'placeOrder',
    subjects: [id, customerId],
    reason: draft.acting?.row.reason ?? null,
    detail,
  }
  return {
    ...eventOf(chance, row, who, told),
    authorizationId: row.authorizationId,
    actingSessionId: row.actingSessionId,
  }
}

function started(chance: Chance, { row, member }: SampleActing): Event {
  const { id, customerId, authorizationId, startedAt: at, reason } = row
  const told = { at, operation: 'startActingSession', subjects: [customerId, id, authorizationId], reason, detail: {} }
  return eventOf(chance, row, partnerMember(member), told)
}

function authorizationEvents(chance: Chance, { row, customer, partner }: SampleAuthorization): Event[] {
  const { id, customerId, partnerId, approvalMode, reason } = row
  const asker = partnerMember(partner.members.find((member) => member.id === row.requestedBy))
  const owner = { ...partnerMember(memberWith(customer.members, 'owner')), kind: 'customer' as const }
  const byPartner = (operation: string, at: Date | null, detail = {}): Event[] =>
    at ? [eventOf(chance, row, asker, { at, operation, subjects: [customerId, id], reason: null, detail })] : []
  const byCustomer = (operation: string, at: Date | null, why: string | null, detail = {}): Event[] =>
    at ? [eventOf(chance, row, owner, { at, operation, subjects: [id, partnerId], reason: why, detail })] : []
  const { commitmentLetterVersion, authorizationLetterVersion, decidedAt, endedAt, state } = row
  const scope: unknown = JSON.parse(row.requestedScope)
  return [
    ...byPartner('requestAuthorization', row.requestedAt, { scope, commitmentLetterVersion }),
    ...(approvalMode === null
      ? byCustomer('rejectAuthorization', decidedAt, reason)
      : byCustomer('approveAuthorization', decidedAt, null, { approvalMode, authorizationLetterVersion })),
    ...(state === 'revoked' ? byCustomer('revokeAuthorization', endedAt, reason) : []),
    ...(state === 'canceled' ? byPartner('cancelAuthorization', endedAt) : []),
  ]
}

function partnerMember(member: Row<'members'> | undefined): Who {
  const { id = null, name = null, partnerId = null } = member ?? {}
  return { kind: 'partner', memberId: id, memberName: name, partnerId }
}

function eventOf(
  chance: Chance,
  about: { channelId: string; customerId: string; partnerId: string },
  who: Who,
  told: Told,
): Event {
  return {
    channelId: about.channelId,
    id: chance.id('auditEvent', told.at),
    at: told.at,
    operation: told.operation,
    result: 'done',
    code: null,
    actorKind: who.kind,
    actorMemberId: who.memberId,
    actorMemberName: who.memberName,
    actorPartnerId: who.partnerId,
    authorizationId: null,
    actingSessionId: null,
    apiKeyId: null,
    customerId: about.customerId,
    partnerId: about.partnerId,
    subjects: told.subjects,
    reason: told.reason,
    detail: JSON.stringify(told.detail),
    requestId: `req-${chance.between(100_000_000, 999_999_999)}`,
    // Addresses that documentation may use.
    sentFrom: `198.51.100.${chance.between(1, 254)}`,
  }
}
