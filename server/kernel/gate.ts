import { sql } from 'kysely'
import type { AuthorityFacts } from '#contract/authority.ts'
import { holdsPermission, standingWalls } from '#contract/authority.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { refuse } from '#contract/refusals.ts'
import type { RefusalReason } from '#contract/refusals.ts'
import { reasonOf } from '#contract/walls.ts'
import type { Wall } from '#contract/walls.ts'
import type { Actor } from './actor.ts'
import { prepare, sqlBuilder } from './db.ts'
import type { Db } from './db.ts'
import { lockNumber } from './lock-name.ts'
import type { Lock } from './lock-name.ts'
import { passing, shutting } from './turnstile.ts'

/** A customer as the gate found it: the row that everything a command writes for it starts from. */
export interface GateCustomer {
  readonly id: string
  readonly channelId: string
  /** The partner who sells to it. */
  readonly partnerId: string
  readonly name: string
  readonly currency: CurrencyCode
  readonly codeAboveMinor: bigint | null
}

export interface CustomerStanding {
  readonly row: GateCustomer
  readonly facts: Pick<AuthorityFacts, 'partner' | 'customer' | 'association' | 'distributorPermission'>
}

/** An acting session with all it stands on, read and locked by one statement. */
export interface ActingStanding {
  readonly id: string
  readonly customerId: string
  readonly authorizationId: string
  readonly reason: string
  readonly clock: Clock
  readonly member: MemberStanding
  /** Undefined when the member may not see this customer any more. */
  readonly customer: CustomerStanding | undefined
  readonly facts: Pick<AuthorityFacts, 'authorization' | 'acting'>
}

export interface Clock {
  readonly now: Date
  /** The month of the calendar in the operator's time zone, `YYYY-MM`. */
  readonly month: string
}

export interface MemberStanding {
  readonly name: string
  readonly roles: readonly Role[]
  readonly active: boolean
  /** Nobody has ended the session or API key by which they call, and beside a command nobody can now. */
  readonly signedIn: boolean
}

/**
 * How the rows that a request stands on are held: not at all by who only reads; `for share` by commands, so that
 * whoever ends one of them and a command are ordered by PostgreSQL; and by who changes the customer's own row, that row
 * `for update` and the others `for share`.
 */
export type Hold = 'none' | 'shared' | 'alone'

/** Where the facts of authority come from: each module gives those it owns, and `app.ts` hands them to the kernel. */
export interface FactSources {
  member(db: Db, actor: Actor, lock: boolean): Promise<MemberStanding | undefined>
  customer(db: Db, actor: Actor, customerId: string, hold: Hold): Promise<CustomerStanding | undefined>
  acting(db: Db, actor: Actor, actingSessionId: string, lock: boolean): Promise<ActingStanding | undefined>
}

/** What the gate found out, for the handler. */
export interface Passed extends Clock {
  readonly actor: Actor
  readonly facts: AuthorityFacts
  readonly customer: GateCustomer | null
}

export interface GateQuestion {
  readonly actor: Actor
  readonly permission: Permission
  /** The customer that the path names. */
  readonly customerId: string | undefined
  readonly actingSessionId: string | undefined
  readonly hold: Hold
  /** It ends sessions, also acting ones, or keys of the caller's person: no other command of theirs runs beside it. */
  readonly endsCredentials: boolean
  /** It changes what the caller's account has set: of these it waits for its turn first. */
  readonly changesSettings: boolean
  /** Leaving: whoever is signed in may, whatever became of the member, the role or the authorization. */
  readonly leaves: boolean
  /** Explaining: what became of the acting session is what is asked about, by its member in their own name. */
  readonly explains: boolean
  /** Told of the customer as soon as it is known to be visible, so that a refusal is logged for both sides. */
  readonly found?: (customer: GateCustomer) => void
}

const findNow = prepare(() =>
  sqlBuilder
    .selectFrom('clock')
    .select([
      sql<Date>`clock_timestamp() + shift`.as('now'),
      sql<string>`to_char((clock_timestamp() + shift) at time zone time_zone, 'YYYY-MM')`.as('month'),
    ]),
)

/** The one clock: the database's, plus the sandbox's shift. */
export async function readClock(db: Db): Promise<Clock> {
  const clock = await db.first(findNow({}))
  if (!clock) throw new Error('the clock row is missing')
  return clock
}

interface Found {
  readonly clock: Clock
  readonly member: MemberStanding | undefined
  readonly customer: CustomerStanding | undefined
  readonly acting: ActingStanding | undefined
}

/** All that is asked of the database, sent before any of it is awaited, in the order of the locks. */
async function ask(sources: FactSources, db: Db, question: GateQuestion): Promise<Found> {
  const { actor, customerId, actingSessionId, hold } = question
  const isActing = actingSessionId !== undefined
  const lock = hold !== 'none'
  if (isActing) {
    const acting = await sources.acting(db, actor, actingSessionId, lock)
    if (!acting) return refuse('acting_session_over', { reasons: [reasonOf('acting_session')] })
    const { clock, member, customer } = acting
    return { clock, member, customer, acting }
  }
  const [customer, member, clock] = await Promise.all([
    customerId ? sources.customer(db, actor, customerId, hold) : undefined,
    sources.member(db, actor, lock),
    readClock(db),
  ])
  return { clock, member, customer, acting: undefined }
}

/**
 * What a command waits for before anything of it is read: the turn at the account's settings, where they are changed;
 * then the turnstiles: the person's own, the customer's that the path names, and while acting the partner's. Always in
 * this order; nobody passes beside who has one alone.
 */
export function turnsOf({
  actor,
  customerId,
  actingSessionId,
  hold,
  endsCredentials,
  changesSettings,
}: GateQuestion): Lock[] {
  const { identityId, accountId } = actor
  if (hold === 'none') return []
  if (hold === 'alone' && customerId) return [passing(identityId), shutting(customerId)]
  const accounts = [customerId, actingSessionId === undefined ? undefined : accountId]
  return [
    ...(changesSettings ? [{ number: lockNumber('settings', accountId), isShared: false }] : []),
    endsCredentials ? shutting(identityId) : passing(identityId),
    ...accounts.filter((id) => id !== undefined).map(passing),
  ]
}

/**
 * Decides whether a request may pass at all: the member, the acting session and its customer, the verb, and that the
 * customer of the path is one the caller may see. Amounts are the handler's, by the same facts.
 */
export async function askGate(sources: FactSources, db: Db, question: GateQuestion): Promise<Passed> {
  const { actor, permission, customerId } = question
  const { clock, member, customer, acting } = await ask(sources, db, question)
  if (member && !question.leaves) refuseSignedOut(question, member)
  if (customer) question.found?.(customer.row)
  const facts: AuthorityFacts = {
    now: clock.now,
    member: {
      kind: kindOf(actor),
      roles: member?.roles ?? [],
      active: member?.active ?? false,
      ...(actor.apiKey ? { scope: actor.apiKey.permissions } : {}),
    },
    partner: null,
    customer: null,
    association: null,
    distributorPermission: null,
    authorization: null,
    acting: null,
    ...customer?.facts,
    ...acting?.facts,
  }
  if (acting && !question.explains) refuseDeadActing(facts)
  if (acting) refuseOtherCustomer(acting.customerId, customerId)
  if (!question.leaves) {
    const asking = question.explains ? { ...facts, acting: null } : facts
    const verb = holdsPermission(asking, permission)
    if (verb) refuseWalls([verb])
    if (customerId && !customer) refuse('not_found', {})
    refuseWalls(standingWalls(asking, permission))
  }
  return { ...clock, actor: actorOf(actor, member, acting), facts, customer: customer?.row ?? null }
}

/** Somebody may have signed out, or revoked the key, since the request was let in. Who comes by a link has neither. */
function refuseSignedOut({ actor }: GateQuestion, { signedIn }: MemberStanding): void {
  if (!signedIn && actor.sessionId !== '') refuse('session_missing', {})
}

function actorOf(actor: Actor, member: MemberStanding | undefined, acting: ActingStanding | undefined): Actor {
  return {
    ...actor,
    memberName: member?.name ?? '',
    roles: member?.roles ?? [],
    acting: acting ? actingOf(acting) : null,
  }
}

function kindOf(actor: Actor): 'partner' | 'customer' | 'operator' {
  if (actor.kind === 'partner' || actor.kind === 'customer' || actor.kind === 'operator') return actor.kind
  throw new Error(`${actor.kind} does not pass through the gate`)
}

function actingOf({ id, customerId, authorizationId, reason }: ActingStanding): Actor['acting'] {
  return { id, customerId, authorizationId, reason }
}

function refuseDeadActing({ acting, authorization, now }: AuthorityFacts): void {
  const over = !acting || acting.endCause !== null || acting.expiresAt <= now || acting.idleUntil <= now
  if (over) {
    const reasons = [reasonOf('acting_session')]
    if (authorization?.state !== 'active') reasons.push(reasonOf('authorization'))
    refuse('acting_session_over', { reasons })
  }
}

function refuseOtherCustomer(actingCustomerId: string, pathCustomerId: string | undefined): void {
  if (pathCustomerId !== undefined && pathCustomerId !== actingCustomerId) refuse('acting_context_mismatch', {})
}

export function refuseWalls(walls: readonly Wall[]): void {
  refuseFor(walls.map(reasonOf))
}

export function refuseFor(reasons: RefusalReason[]): void {
  if (reasons.length > 0) refuse('not_allowed', { reasons })
}
