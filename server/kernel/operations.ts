import type { AuthorityFacts } from '#contract/authority.ts'
import type { EventName, EventPayload } from '#contract/events.ts'
import type { Input, Operation, Output } from '#contract/operation.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Logger } from 'pino'
import type { Actor } from './actor.ts'
import type { Db, Tx } from './db.ts'
import type { News } from './announce.ts'
import type { GateCustomer, Passed } from './gate.ts'
import type { Outgoing } from './outgoing.ts'
import type { Vault } from './seal.ts'

/** What a handler knows of the request. `now`, `facts` and `customer` are known after its first read was answered. */
export interface QueryContext {
  readonly db: Db
  readonly actor: Actor
  readonly now: Date
  readonly month: string
  readonly facts: AuthorityFacts
  /** The customer that the path names. */
  readonly customer: GateCustomer
  /** What the request names, known before the gate has passed: good for addressing rows, never for deciding. */
  readonly asked: { readonly channelId: string; readonly customerId: string; readonly actingSessionId: string | null }
  readonly requestId: string
  /** Where the request comes from, as far as known. */
  readonly from: string | null
  /** What the browser says of itself, cut to what is kept. */
  readonly userAgent: string | null
  /** The gate has passed: for a handler that needs to know the caller before it reads. */
  readonly passed: Promise<void>
}

/** What is written into the audit log beside who, when and which operation. */
export interface AuditNote {
  readonly subjects?: readonly string[]
  readonly customerId?: string
  readonly partnerId?: string
  readonly reason?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** A read that may show what is otherwise hidden: naming subjects writes the event that says so. */
export interface AuditedContext extends QueryContext {
  audit(note: AuditNote): void
}

export interface CommandContext extends AuditedContext {
  readonly tx: Tx
  /** Seals what is kept encrypted, with the installation's secret. */
  readonly vault: Vault
  /** The origins by which browsers know this server. */
  readonly origins: readonly string[]
  /** The version that `If-Match` named. */
  readonly ifMatch: number
  /** It is the member and no finder of an open screen: the right code was sent, or the session has just stepped up. */
  readonly verified: boolean
  /** Nothing was left to do: what is done already leaves no second event in the log. */
  nothingDone(): undefined
  /** Tells the other modules, in this transaction. */
  emit<N extends EventName>(event: N, payload: EventPayload<N>): void
  /** Tells only who watches just now: nothing has to follow. */
  announce<N extends EventName>(event: N, payload: EventPayload<N>): void
  /** The session cookie that the answer sets, or takes away with null. */
  setSession(token: string | null): void
}

type Answer<T extends Operation> = Promise<Output<T>>

export interface CommandOptions {
  /**
   * It changes the row of the customer that its path names, and so has it alone from the start. With a share of it
   * first, as other commands have, two of them would each wait for the other to give its share up.
   */
  readonly changesCustomer?: true
  /**
   * It ends sessions, acting sessions or API keys of the person who calls, and so has all of theirs alone from the
   * start, likewise.
   */
  readonly endsCredentials?: true
  /**
   * It changes what the caller's account has set, which is done by one after the other. They wait for their turn before
   * they have any turnstile: whoever's turn it is may end sessions of others, and so wait for theirs.
   */
  readonly changesSettings?: true
  /**
   * It is called so often that whose a session is, where this process knows it from before, is taken from memory, and
   * whether the session lives is asked with the gate. When the session has last shown a factor is known to the gate
   * alone: the handler goes by `verified`.
   */
  readonly recallsSession?: true
}

/** What goes before a command that has to ask somebody outside. */
interface Asks {
  readonly look: (context: never, input: never) => Promise<unknown>
  readonly ask: (outgoing: Outgoing, looked: never, input: never) => Promise<unknown>
}

/** One operation and what serves it. */
export interface Route extends CommandOptions {
  readonly operation: Operation
  readonly kind: 'command' | 'query' | 'open' | 'stream'
  readonly handle: (context: never, input: never, answered: never) => unknown
  readonly asks?: Asks
}

/** What a handler has that nobody is signed in for. It opens its transactions itself, short ones. */
export interface OpenContext {
  /** Reads of plain tables, outside any transaction. */
  readonly db: Db
  readonly requestId: string
  readonly from: string | null
  readonly userAgent: string | null
  /** Seals what is kept encrypted, with the installation's secret. */
  readonly vault: Vault
  /** The origins by which browsers know this server. */
  readonly origins: readonly string[]
  readonly sandbox: boolean
  readonly outgoing: Outgoing
  readonly log: Logger
  /** What the cookie holds that binds a sign-in which was begun to this browser. */
  readonly browserSecret: string | undefined
  /** Plain tables only. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Writes the event into an account's log with the transaction, as of the member that somebody has proven to be. */
  audit(tx: Tx, member: Actor, note: AuditNote): Promise<void>
  /** Writes into the log of a channel that somebody was refused whom nobody knows. */
  logRefusal(channelId: string, code: RefusalCode, note: AuditNote): Promise<void>
  setSession(token: string | null): void
  setBrowserSecret(secret: string | null): void
}

/**
 * A write. The binder opens exactly one transaction around it: claim the key, lock, decide, write, emit, audit. The
 * handler's reads await the gate; what it writes travels with COMMIT.
 */
export function command<T extends Operation>(
  operation: T,
  handle: (context: CommandContext, input: Input<T>) => Answer<T>,
  options: CommandOptions = {},
): Route {
  return { operation, kind: 'command', handle, ...options }
}

/**
 * A write that stands on what somebody outside has answered, or on what takes long to work out. No transaction is open
 * meanwhile: `look` reads behind the same gate, `ask` has no database, and `keep` is a command like any other, which
 * finds out for itself what has changed meanwhile.
 */
export function asking<T extends Operation, L, A>(
  operation: T,
  steps: {
    readonly look: (context: QueryContext, input: Input<T>) => Promise<L>
    readonly ask: (outgoing: Outgoing, looked: L, input: Input<T>) => Promise<A>
    readonly keep: (context: CommandContext, input: Input<T>, answered: A) => Answer<T>
  },
  options: CommandOptions = {},
): Route {
  const { look, ask, keep } = steps
  return { operation, kind: 'command', handle: keep, asks: { look, ask }, ...options }
}

/** A read, in a read-only transaction. */
export function query<T extends Operation>(
  operation: T,
  handle: (context: QueryContext, input: Input<T>) => Answer<T>,
): Route {
  return { operation, kind: 'query', handle }
}

/** A read of an operation that declares itself `audited`: what it reveals is in the log before it is shown. */
export function auditedQuery<T extends Operation>(
  operation: T,
  handle: (context: AuditedContext, input: Input<T>) => Answer<T>,
): Route {
  if (!operation.audited) throw new Error(`${operation.name} does not declare that it is audited`)
  return { operation, kind: 'query', handle }
}

/**
 * What is answered by events for as long as the caller may read them; `hears` says which of a customer's are told to
 * whoever has passed the gate.
 */
export function stream<T extends Operation & { readonly streams: true }>(
  operation: T,
  hears: (passed: Passed, news: News) => boolean,
): Route {
  return { operation, kind: 'stream', handle: hears }
}

/** What nobody has to be signed in for. There is no gate and no transaction around it. */
export function open<T extends Operation>(
  operation: T,
  handle: (context: OpenContext, input: Input<T>) => Answer<T>,
): Route {
  return { operation, kind: 'open', handle }
}
