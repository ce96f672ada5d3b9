import type { Refusal } from '#contract/refusals.ts'
import { visibilityOf } from './actor.ts'
import type { Actor } from './actor.ts'
import { writeAuditEvent } from './audit.ts'
import type { Tx } from './db.ts'
import { readClock } from './gate.ts'
import type { GateCustomer, Passed } from './gate.ts'
import type { Kernel } from './kernel.ts'
import type { AuditNote } from './operations.ts'
import type { Request } from './run.ts'
import { asAccount, transact } from './transaction.ts'

/** What a request has come to say of itself by the time that it is logged. */
interface Told {
  readonly customer: GateCustomer | undefined
  readonly note: AuditNote
}

/** Refusals that say nothing of what somebody tried to do, and would only fill the log. */
const unlogged = new Set([
  'bad_request',
  'busy',
  'outcome_unknown',
  'session_changed',
  'session_missing',
  'unavailable',
  'precondition_missing',
])

/** The event of a request, with the transaction that does what it tells. */
export function logEvent(
  request: Request,
  { customer, note }: Told,
  { actor, now }: Pick<Passed, 'actor' | 'now'>,
  tx: Tx,
  result: 'done' | 'refused' | 'revealed',
  code: string | null,
): void {
  const own = actor.kind === 'customer' ? { customerId: actor.accountId } : {}
  writeAuditEvent(tx, {
    operation: request.route.operation.name,
    result,
    code,
    actor,
    at: now,
    requestId: request.requestId,
    from: request.from,
    note: {
      subjects: request.subjects,
      ...own,
      ...(customer ? { customerId: customer.id, partnerId: customer.partnerId } : {}),
      ...note,
    },
  })
}

/** Nobody was signed in: whoever did it is the member that they have proven to be. */
export async function logUnsigned(
  kernel: Kernel,
  request: Request,
  { tx, member, note }: { readonly tx: Tx; readonly member: Actor; readonly note: AuditNote },
): Promise<void> {
  await asAccount(tx, visibilityOf(member), async (own) => {
    const [{ now }, standing] = await Promise.all([readClock(own), kernel.facts.member(own, member, false)])
    const actor = { ...member, memberName: standing?.name ?? '' }
    logEvent(request, { customer: undefined, note }, { actor, now }, own, 'done', null)
  })
}

/** What was refused leaves its event in a transaction of its own: that of the request is rolled back. */
export async function logRefusal(
  kernel: Kernel,
  request: Request,
  progress: Told & { readonly passed: Passed | undefined },
  refusal: Refusal,
): Promise<void> {
  const { route, actor } = request
  if (route.kind !== 'command' || unlogged.has(refusal.code)) return
  try {
    await transact(kernel.pool, { visibility: visibilityOf(actor) }, async (tx) => {
      const [{ now }, member] = await Promise.all([readClock(tx), kernel.facts.member(tx, actor, false)])
      const named = progress.passed?.actor ?? { ...actor, memberName: member?.name ?? '' }
      logEvent(request, progress, { actor: named, now }, tx, 'refused', refusal.code)
    })
  } catch (error) {
    kernel.log.error({ err: error, requestId: request.requestId }, 'a refusal could not be logged')
  }
}
