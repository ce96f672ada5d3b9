import { prepare, sqlBuilder } from './db.ts'
import type { Tx } from './db.ts'
import type { Actor } from './actor.ts'
import { newId } from './ids.ts'
import type { AuditNote } from './operations.ts'

export interface AuditRecord {
  readonly operation: string
  readonly result: 'done' | 'refused' | 'revealed'
  readonly code: string | null
  readonly actor: Actor
  readonly at: Date
  readonly note: AuditNote
  readonly requestId: string
  readonly from: string | null
}

interface EventRow {
  readonly channelId: string
  readonly id: string
  readonly at: Date
  readonly operation: string
  readonly result: string
  readonly code: string | null
  readonly actorKind: string
  readonly actorMemberId: string | null
  readonly actorMemberName: string | null
  readonly actorPartnerId: string | null
  readonly authorizationId: string | null
  readonly actingSessionId: string | null
  readonly apiKeyId: string | null
  readonly customerId: string | null
  readonly partnerId: string | null
  readonly subjects: string[]
  readonly reason: string | null
  readonly detail: string
  readonly requestId: string
  readonly sentFrom: string | null
}

const insertEvent = prepare((row: EventRow) =>
  sqlBuilder.insertInto('auditEvents').values({
    channelId: row.channelId,
    id: row.id,
    at: row.at,
    operation: row.operation,
    result: row.result,
    code: row.code,
    actorKind: row.actorKind,
    actorMemberId: row.actorMemberId,
    actorMemberName: row.actorMemberName,
    actorPartnerId: row.actorPartnerId,
    authorizationId: row.authorizationId,
    actingSessionId: row.actingSessionId,
    apiKeyId: row.apiKeyId,
    customerId: row.customerId,
    partnerId: row.partnerId,
    subjects: row.subjects,
    reason: row.reason,
    detail: row.detail,
    requestId: row.requestId,
    sentFrom: row.sentFrom,
  }),
)

/**
 * Writes one event of the audit log with the transaction that did what it tells. It carries both sides of a delegated
 * act: the account it is for, and the member, partner, authorization and acting session that did it; and of a program
 * the API key.
 */
export function writeAuditEvent(tx: Tx, record: AuditRecord): void {
  const { actor, note } = record
  const isPartner = actor.kind === 'partner'
  tx.write(
    insertEvent({
      channelId: actor.channelId,
      id: newId('auditEvent'),
      at: record.at,
      operation: record.operation,
      result: record.result,
      code: record.code,
      actorKind: actor.kind,
      actorMemberId: actor.memberId || null,
      actorMemberName: actor.memberName || null,
      actorPartnerId: isPartner ? actor.accountId : null,
      authorizationId: actor.acting?.authorizationId ?? null,
      actingSessionId: actor.acting?.id ?? null,
      apiKeyId: actor.apiKey?.id ?? null,
      customerId: note.customerId ?? null,
      partnerId: note.partnerId ?? (isPartner ? actor.accountId : null),
      subjects: [...(note.subjects ?? [])],
      // Why somebody acts stands beside everything that they do there.
      reason: note.reason ?? actor.acting?.reason ?? null,
      detail: JSON.stringify(note.detail ?? {}),
      requestId: record.requestId,
      sentFrom: record.from,
    }),
  )
}
