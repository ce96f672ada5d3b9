import { Refusal, refuse } from '#contract/refusals.ts'
import { visibilityOf } from './actor.ts'
import type { Actor } from './actor.ts'
import { TooMuchAtOnce } from './concurrency.ts'
import { contextOf, openContextOf } from './context.ts'
import type { Caller } from './credentials.ts'
import type { Tx } from './db.ts'
import { askGate, turnsOf } from './gate.ts'
import type { GateCustomer, GateQuestion, Hold, Passed } from './gate.ts'
import { answerOfKey, claimOf, idempotencyKeyOf, storeAnswer } from './idempotency.ts'
import type { IdempotencyKey, StoredAnswer } from './idempotency.ts'
import { plainDb } from './kernel.ts'
import type { Kernel } from './kernel.ts'
import { logEvent, logRefusal } from './log-request.ts'
import type { AuditNote, Route } from './operations.ts'
import { claimCode, countGuess, isVerified, refuseOnOthersWord } from './step-up.ts'
import type { ClaimedCode } from './step-up.ts'
import { transact } from './transaction.ts'

/** One request, checked for form, of a caller who is known. */
export interface Request extends Caller {
  readonly route: Route
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
  readonly browserSecret?: string | undefined
}

export interface RunAnswer {
  readonly status: number
  readonly text: string | undefined
  readonly replayed?: boolean
  readonly version?: number
  readonly nextCursor?: string
  readonly session?: string | null
  readonly browserSecret?: string | null
}

/** Thrown out of the transaction of a repeated request: nothing of it is executed. */
class Replay extends Error {
  readonly answer: StoredAnswer
  constructor(answer: StoredAnswer) {
    super('a replay')
    this.answer = answer
  }
}

/** What a request has come to while it is served. */
export interface Progress {
  passed: Passed | undefined
  customer: GateCustomer | undefined
  note: AuditNote
  isIdle: boolean
  isVerified: boolean
  session: string | null | undefined
  browserSecret: string | null | undefined
}

/** Serves one request: its gate, its handler and its commit in one transaction; a refusal is logged in a second one. */
export async function run(kernel: Kernel, asked: Request): Promise<RunAnswer> {
  const progress: Progress = {
    passed: undefined,
    customer: undefined,
    note: {},
    isIdle: false,
    isVerified: false,
    session: undefined,
    browserSecret: undefined,
  }
  if (asked.route.kind === 'open') return runOpen(kernel, asked, progress)
  const request = await confirmFirst(kernel, asked)
  try {
    await countGuess(kernel, request)
    const code = await claimCode(kernel, request)
    await refuseStrangers(kernel, request, progress)
    const answered = await askOutside(kernel, request, progress)
    return await inTurn(kernel, request, () => transactRequest(kernel, request, progress, { code, answered }))
  } catch (error) {
    if (error instanceof Replay) return { status: error.answer.status, text: error.answer.response, replayed: true }
    if (error instanceof Refusal) await logRefusal(kernel, request, progress, error)
    throw error
  }
}

/** Whether something is done for the caller before the transaction with the gate. */
const goesBefore = ({ route, input }: Request) =>
  route.asks !== undefined ||
  route.changesCustomer ||
  route.operation.guesses !== undefined ||
  input['verificationCode'] !== undefined

/** A session that is recalled is confirmed by the gate, or where something is done for it before, at once. */
async function confirmFirst(kernel: Kernel, request: Request): Promise<Request> {
  const { confirm, ...confirmed } = request
  if (!confirm || !goesBefore(request)) return request
  return { ...confirmed, actor: (await confirm(plainDb(kernel.pool))) ?? refuse('session_missing', {}) }
}

/** An operation that nobody is signed in for. */
async function runOpen(kernel: Kernel, request: Request, progress: Progress): Promise<RunAnswer> {
  const context = openContextOf(kernel, request, progress)
  return toAnswer(
    kernel,
    request,
    progress,
    await request.route.handle(context as never, request.input as never, undefined as never),
  )
}

/**
 * A command that has its customer alone keeps everybody else waiting for a moment, so whoever may not do it is refused
 * before, by the same gate. Once it has its turn, it is asked again.
 */
async function refuseStrangers(kernel: Kernel, request: Request, progress: Progress): Promise<void> {
  const { route, actor } = request
  if (!route.changesCustomer) return
  const gate = async (tx: Tx) => void (await askGate(kernel.facts, tx, questionOf(request, progress, 'none')))
  await transact(kernel.pool, { visibility: visibilityOf(actor), readOnly: true, gate }, async (tx) => tx.passed)
}

/** What somebody outside answers to a command that asks, once the gate has passed and while no transaction is open. */
async function askOutside(kernel: Kernel, request: Request, progress: Progress): Promise<unknown> {
  const { route, actor, input } = request
  if (!route.asks) return undefined
  const { look, ask } = route.asks
  const key = keyOf(request)
  const gate = (tx: Tx) => passGate(kernel, request, progress, { tx, key, hold: 'none' })
  const options = { visibility: visibilityOf(actor), readOnly: true, gate, locks: key ? [claimOf(key)] : [] }
  const looked = await transact(kernel.pool, options, async (tx) => {
    const context = contextOf(kernel, request, progress, tx)
    const found = await look(context as never, input as never)
    await context.passed
    return found
  })
  return ask(kernel.outgoing, looked as never, input as never)
}

/**
 * A command may wait for locks on its connection, so one person's have half of them at most: others go on. What ends
 * something, or has its customer alone, has a quarter for itself, and does not stand in line behind what it would end.
 */
async function inTurn<T>({ pool, takeTurn }: Kernel, { route, actor }: Request, work: () => Promise<T>): Promise<T> {
  if (route.kind !== 'command') return work()
  const [line, part] = route.changesCustomer || route.endsCredentials ? ['ends', 4] : ['does', 2]
  const most = Math.max(1, Math.floor(pool.options.max / part))
  try {
    return await takeTurn(`${actor.identityId} ${line}`, most, work)
  } catch (error) {
    if (error instanceof TooMuchAtOnce) refuse('unavailable', { retryAfter: 1 })
    throw error
  }
}

async function transactRequest(
  kernel: Kernel,
  request: Request,
  progress: Progress,
  { code, answered }: { code: ClaimedCode; answered: unknown },
): Promise<RunAnswer> {
  const { route, actor } = request
  const readOnly = route.kind === 'query' && !route.operation.audited
  const hold = route.kind !== 'command' ? 'none' : route.changesCustomer ? 'alone' : 'shared'
  const key = keyOf(request)
  const gate = (tx: Tx) => passGate(kernel, request, progress, { tx, key, hold, code })
  const locks = [...(key ? [claimOf(key)] : []), ...turnsOf(questionOf(request, progress, hold))]
  return transact(kernel.pool, { visibility: visibilityOf(actor), readOnly, gate, locks }, async (tx) => {
    const context = contextOf(kernel, request, progress, tx)
    const output = await route.handle(context as never, request.input as never, answered as never)
    await context.passed
    const answer = toAnswer(kernel, request, progress, output)
    finish(request, progress, tx, { key, answer })
    return answer
  })
}

async function passGate(
  kernel: Kernel,
  request: Request,
  progress: Progress,
  { tx, key, hold, code }: { tx: Tx; key: IdempotencyKey | undefined; hold: Hold; code?: ClaimedCode },
): Promise<void> {
  const question = questionOf(request, progress, hold)
  const confirmed = confirmCaller(request, tx)
  const asked = Promise.all([
    key ? answerOfKey(tx, key) : undefined,
    askGate(kernel.facts, tx, question),
    code === undefined || code === 'wrong' ? true : kernel.verification.spend(tx, code.id),
  ])
  // Whatever else there is to refuse, it is told to nobody whose session is over.
  asked.catch(() => undefined)
  const actor = await confirmed
  const [answered, passed, spent] = await asked
  if (answered && 'answer' in answered) throw new Replay(answered.answer)
  if (answered) throw answered.refusal
  refuseOnOthersWord(request)
  progress.isVerified = isVerified({ route: request.route, actor }, code, spent, passed.now)
  progress.passed = passed
}

/** The caller as they are now: a session that was recalled may have ended, run out or shown a factor. */
async function confirmCaller({ actor, confirm }: Request, tx: Tx): Promise<Actor> {
  return (confirm ? await confirm(tx) : actor) ?? refuse('session_missing', {})
}

/** What the gate is asked; the customer that it finds is noted, for a refusal to be logged with. */
function questionOf(request: Request, progress: Progress, hold: Hold): GateQuestion {
  const { route, actor, customerId, actingSessionId } = request
  const { permission, leaves = false, explains = false } = route.operation
  const { endsCredentials = false, changesSettings = false } = route
  const found = (customer: GateCustomer) => void (progress.customer = customer)
  const asked = { actor, permission, customerId, actingSessionId, hold }
  return { ...asked, endsCredentials, changesSettings, leaves, explains, found }
}

function keyOf({ route, actor, input, customerId, idempotencyKey }: Request): IdempotencyKey | undefined {
  if (idempotencyKey === undefined) return undefined
  return idempotencyKeyOf(actor, route.operation.name, customerId ?? actor.accountId, idempotencyKey, input)
}

function toAnswer(kernel: Kernel, { route }: Request, progress: Progress, output: unknown): RunAnswer {
  const { operation } = route
  const status = operation.status ?? 200
  const cookies = cookiesOf(progress)
  if (status === 204) return { status, text: undefined, ...cookies }
  if (kernel.checkAnswers) operation.output.parse(output)
  const { version, nextCursor } = output as { version?: number; nextCursor?: string | null }
  return {
    status,
    text: JSON.stringify(output),
    ...(operation.concurrency === 'etag' && version !== undefined ? { version } : {}),
    ...(nextCursor ? { nextCursor } : {}),
    ...cookies,
  }
}

const cookiesOf = ({ session, browserSecret }: Progress): Pick<RunAnswer, 'session' | 'browserSecret'> => ({
  ...(session === undefined ? {} : { session }),
  ...(browserSecret === undefined ? {} : { browserSecret }),
})

/** What every command writes beside its own work: the audit event, and the answer that a retry will get. */
function finish(
  request: Request,
  progress: Progress,
  tx: Tx,
  { key, answer }: { key: IdempotencyKey | undefined; answer: RunAnswer },
): void {
  const { route } = request
  const isRead = route.kind === 'query'
  if (key && answer.text !== undefined) storeAnswer(tx, key, { status: answer.status, response: answer.text })
  if (progress.isIdle || (isRead && !progress.note.subjects)) return
  if (progress.passed) logEvent(request, progress, progress.passed, tx, isRead ? 'revealed' : 'done', null)
}
