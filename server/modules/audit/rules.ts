import type { AuditActor, AuditEvent } from '#contract/audit.ts'
import type { Actor } from '#kernel/actor.ts'
import { maskAddress } from '#modules/identity/index.ts'
import type { z } from 'zod'

type View = z.output<typeof AuditEvent>
type Onlooker = Pick<Actor, 'kind' | 'accountId'>

export interface EventRow {
  readonly id: string
  readonly at: Date
  readonly operation: string
  readonly result: View['result']
  readonly code: string | null
  readonly actorKind: z.output<typeof AuditActor>['kind']
  readonly actorMemberId: string | null
  readonly actorMemberName: string | null
  readonly actorPartnerId: string | null
  readonly authorizationId: string | null
  readonly actingSessionId: string | null
  readonly apiKeyId: string | null
  readonly customerId: string | null
  readonly subjects: string[]
  readonly reason: string | null
  readonly detail: View['detail']
  readonly requestId: string
  readonly sentFrom: string | null
}

/** What a partner writes down about a customer for itself: the customer sees that it did, and not what. */
const partnersOwn = ['replaceCustomerTags']

/**
 * Whether an event is the doing of the onlooker's own people; the operator answers for all. By nobody in particular is
 * what an account's identity provider has let in: that account's own.
 */
function isOwnDoing(event: EventRow, { kind, accountId }: Onlooker): boolean {
  const { actorKind, actorPartnerId, customerId } = event
  if (kind === 'customer') return actorKind === 'customer' || actorKind === 'system'
  return kind === 'operator' || actorPartnerId === accountId || (actorKind === 'system' && customerId === null)
}

/** Where somebody was is their own account's to know; the other side is told the network. */
export function viewEvent(row: EventRow, onlooker: Onlooker): View {
  return {
    id: row.id,
    at: row.at.toISOString(),
    operation: row.operation,
    result: row.result,
    code: row.code,
    actor: {
      kind: row.actorKind,
      memberId: row.actorMemberId,
      memberName: row.actorMemberName,
      partnerId: row.actorPartnerId,
      authorizationId: row.authorizationId,
      actingSessionId: row.actingSessionId,
      apiKeyId: row.apiKeyId,
    },
    customerId: row.customerId,
    subjects: row.subjects,
    reason: row.reason,
    detail: onlooker.kind === 'customer' && partnersOwn.includes(row.operation) ? {} : row.detail,
    requestId: row.requestId,
    from: row.sentFrom && !isOwnDoing(row, onlooker) ? maskAddress(row.sentFrom) : row.sentFrom,
  }
}
