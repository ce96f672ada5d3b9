import { Refusal, refuse } from '#contract/refusals.ts'
import { anonymous, visibilityOf } from './actor.ts'
import type { Actor } from './actor.ts'
import { announceEvent } from './announce.ts'
import type { Tx } from './db.ts'
import { askGate } from './gate.ts'
import type { GateCustomer, Passed } from './gate.ts'
import { claimAnswer, idempotencyKeyOf, storeAnswer } from './idempotency.ts'
import type { IdempotencyKey, StoredAnswer } from './idempotency.ts'
import { emitEvent } from './jobs.ts'
import type { Kernel } from './kernel.ts'
import { plainDb } from './kernel.ts'
import { logEvent, logRefusal, logUnsigned } from './log-request.ts'
import type { AuditNote, CommandContext, OpenContext, Route } from './operations.ts'
import { claimCode, countGuess, isVerified } from './step-up.ts'
import type { ClaimedCode } from './step-up.ts'
import { transact } from './transaction.ts'

/** One request, checked for form, of a caller who is known. */
export interface Request {
  readonly route: Route
  readonly actor: Actor
  readonly input: Readonly<Record<string, unknown>>
  readonly customerId: string | undefined
  /** The ids of the path. */
  readonly subjects: readonly string[]
  readonly actingSessionId: string | undefined
  readonly idempotencyKey: string | undefined
  readonly ifMatch: number
  readonly requestId: string
  readonly from: string
  readonly userAgent: string | null
  readonly origins: readonly string[]
}

export interface RunAnswer {
  readonly status: number
  readonly text: string | undefined
  readonly replayed?: boolean
  readonly version?: number
  readonly nextCursor?: string
  readonly session?: string | null
}

/** Thrown out of the transaction of a repeated request: nothing of it is executed. */
class Replay extends Error {
  readonly answer: StoredAnswer
  constructor(answer: StoredAnswer) {
    super('a replay')
    this.answer = answer
  }
}

interface Progress {
  passed: Passed | undefined
  customer: GateCustomer | undefined
  note: AuditNote
  isIdle: boolean
  isVerified: boolean
  session: string | null | undefined
}

/** Serves one request: its gate, its handler and its commit in one transaction; a refusal is logged in a second one. */
export async function run(kernel: Kernel, request: Request): Promise<RunAnswer> {
  const progress: Progress = {
    passed: undefined,
    customer: undefined,
    note: {},
    isIdle: false,
    isVerified: false,
    session: undefined,
  }
  if (request.route.kind === 'open') return runOpen(kernel, request, progress)
  try {
    await countGuess(kernel, request)
    const code = await claimCode(kernel, request)
    return await transactRequest(kernel, request, progress, code)
  } catch (error) {
    if (error instanceof Replay) return { status: error.answer.status, text: error.answer.response, replayed: true }
    if (error instanceof Refusal) await logRefusal(kernel, request, progress, error)
    throw error
  }
}

/** An operation that nobody is signed in for. */
async function runOpen(kernel: Kernel, request: Request, progress: Progress): Promise<RunAnswer> {
  const context: OpenContext = {
    db: plainDb(kernel.pool),
    requestId: request.requestId,
    from: request.from,
    userAgent: request.userAgent,
    vault: kernel.vault,
    origins: request.origins,
    sandbox: kernel.sandbox,
    transact: (work) => transact(kernel.pool, { visibility: visibilityOf(anonymous) }, work),
    audit: (tx, member, note) => logUnsigned(kernel, request, { tx, member, note }),
    setSession: (token) => void (progress.session = token),
  }
  return toAnswer(kernel, request, progress, await request.route.handle(context as never, request.input as never))
}

async function transactRequest(
  kernel: Kernel,
  request: Request,
  progress: Progress,
  code: ClaimedCode,
): Promise<RunAnswer> {
  const { route, actor } = request
  const readOnly = route.kind === 'query' && !route.operation.audited
  const gate = (tx: Tx) => passGate(kernel, request, progress, code, tx)
  return transact(kernel.pool, { visibility: visibilityOf(actor), readOnly, gate }, async (tx) => {
    const context = contextOf(kernel, request, progress, tx)
    const output = await route.handle(context as never, request.input as never)
    await context.passed
    const answer = toAnswer(kernel, request, progress, output)
    finish(request, progress, tx, answer)
    return answer
  })
}

async function passGate(
  kernel: Kernel,
  request: Request,
  progress: Progress,
  code: ClaimedCode,
  tx: Tx,
): Promise<void> {
  const { route, actor, customerId, actingSessionId } = request
  const { permission, leaves = false, explains = false } = route.operation
  const key = keyOf(request)
  const found = (customer: GateCustomer) => void (progress.customer = customer)
  const hold = route.kind !== 'command' ? 'none' : route.changesCustomer ? 'alone' : 'shared'
  const { endsCredentials = false } = route
  const question = {
    actor,
    permission,
    customerId,
    actingSessionId,
    hold,
    endsCredentials,
    leaves,
    explains,
    found,
  } as const
  const [answered, passed, spent] = await Promise.all([
    key ? claimAnswer(tx, key) : undefined,
    askGate(kernel.facts, tx, question),
    code === undefined || code === 'wrong' ? true : kernel.verification.spend(tx, code.id),
  ])
  if (answered && 'answer' in answered) throw new Replay(answered.answer)
  if (answered) throw answered.refusal
  progress.isVerified = isVerified(request, code, spent, passed.now)
  progress.passed = passed
}

function keyOf({ route, actor, input, customerId, idempotencyKey }: Request): IdempotencyKey | undefined {
  if (idempotencyKey === undefined) return undefined
  return idempotencyKeyOf(actor, route.operation.name, customerId ?? actor.accountId, idempotencyKey, input)
}

function contextOf(kernel: Kernel, request: Request, progress: Progress, tx: Tx): CommandContext {
  const known = (): Passed => {
    if (!progress.passed) throw new Error('this is known after the first read was answered')
    return progress.passed
  }
  const passed = Promise.resolve(tx.passed).then(() => undefined)
  // A handler that reads first need not await this one: its refusal reaches the read as well.
  passed.catch(() => undefined)
  return {
    db: tx,
    tx,
    get actor() {
      return known().actor
    },
    get now() {
      return known().now
    },
    get month() {
      return known().month
    },
    get facts() {
      return known().facts
    },
    get customer() {
      return known().customer ?? refuse('not_found', {})
    },
    asked: {
      channelId: request.actor.channelId,
      customerId: request.customerId ?? '',
      actingSessionId: request.actingSessionId ?? null,
    },
    passed,
    requestId: request.requestId,
    from: request.from,
    userAgent: request.userAgent,
    vault: kernel.vault,
    origins: request.origins,
    ifMatch: request.ifMatch,
    get verified() {
      return progress.isVerified
    },
    nothingDone: () => {
      progress.isIdle = true
      return undefined
    },
    emit: (event, payload) => emitEvent(tx, event, payload),
    announce: (event, payload) => announceEvent(tx, event, payload),
    audit: (note) => void (progress.note = { ...progress.note, ...note }),
    setSession: (token) => void (progress.session = token),
  }
}

function toAnswer(kernel: Kernel, { route }: Request, progress: Progress, output: unknown): RunAnswer {
  const { operation } = route
  const status = operation.status ?? 200
  const session = progress.session === undefined ? {} : { session: progress.session }
  if (status === 204) return { status, text: undefined, ...session }
  if (kernel.checkAnswers) operation.output.parse(output)
  const { version, nextCursor } = output as { version?: number; nextCursor?: string | null }
  return {
    status,
    text: JSON.stringify(output),
    ...(operation.concurrency === 'etag' && version !== undefined ? { version } : {}),
    ...(nextCursor ? { nextCursor } : {}),
    ...session,
  }
}

/** What every command writes beside its own work: the audit event, and the answer that a retry will get. */
function finish(request: Request, progress: Progress, tx: Tx, answer: RunAnswer): void {
  const { route } = request
  const isRead = route.kind === 'query'
  const key = keyOf(request)
  if (key && answer.text !== undefined) storeAnswer(tx, key, { status: answer.status, response: answer.text })
  if (progress.isIdle || (isRead && !progress.note.subjects)) return
  if (progress.passed) logEvent(request, progress, progress.passed, tx, isRead ? 'revealed' : 'done', null)
}
