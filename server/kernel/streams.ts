import type { FastifyReply, FastifyRequest } from 'fastify'
import { maxStreamsOfMember } from '#contract/event-stream.ts'
import { refuse } from '#contract/refusals.ts'
import { visibilityOf } from './actor.ts'
import type { News, NewsMessage } from './announce.ts'
import { isConnectionLoss } from './db.ts'
import type { Db } from './db.ts'
import { askGate } from './gate.ts'
import type { Passed } from './gate.ts'
import type { Kernel } from './kernel.ts'
import { openEar } from './listen.ts'
import type { Ear } from './listen.ts'
import { Stream } from './one-stream.ts'
import type { Watched } from './one-stream.ts'
import type { Request } from './run.ts'
import { transact } from './transaction.ts'

/** The mark of each stream, which changes with whatever it stands on. */
export type ReadMarks = (db: Db, watched: readonly Watched[]) => Promise<Map<number, string>>

/** Marks are read this often, and sooner when something is announced. */
const lookEveryMs = 200
/** How long a stream may go on without being known to be right. */
export const mostUnknownMs = 750
const keepAliveEveryMs = 15_000

/**
 * The event streams of one server process. All of them share one connection: it hears what any process announces, and
 * on it what they stand on is read, for all by one statement. Whatever has changed, the gate is asked about, by the
 * same way as a request of that moment.
 */
export class Streams {
  /** What whoever watches is asked by: nothing is marked used. */
  readonly kernel: Kernel
  readonly #readMarks: ReadMarks
  readonly #mostUnknownMs: number
  readonly #open = new Map<number, Stream>()
  readonly #timers: NodeJS.Timeout[] = []
  #opened = 0
  #isClosed = false
  #ear: Promise<Ear> | undefined
  #isLooking = false
  #isLookWanted = false

  constructor(kernel: Kernel, readMarks: ReadMarks, unknownMs = mostUnknownMs) {
    this.kernel = kernel
    this.#readMarks = readMarks
    this.#mostUnknownMs = unknownMs
  }

  /** Opens a stream where `ask` and the gate let it pass. */
  async answer(ask: () => Promise<Request>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = await ask()
    this.#refuseTooMany(asked)
    const watched = watchedBy(++this.#opened, asked)
    const rightAt = performance.now()
    // The mark is read before the gate is asked: what changes in between is seen as a change.
    const { ear, mark } = await this.#firstMark(watched)
    const check = async () => passGate(this.kernel, await ask())
    const passed = await check()
    this.#refuseTooMany(asked)
    if (this.#isClosed || ear !== this.#ear) refuse('unavailable', { retryAfter: 1 })
    const hears = asked.route.handle as unknown as (passed: Passed, news: News) => boolean
    const stream = new Stream({ watched, requestId: request.id, check, hears, passed, mark, rightAt })
    this.#open.set(watched.stream, stream)
    stream.out.on('close', () => this.#open.delete(watched.stream))
    if (request.method === 'HEAD') stream.out.end()
    // Its connection ends with it: one that is kept for more would hold up the end of the server.
    const headers = { 'x-accel-buffering': 'no', connection: 'close' }
    return reply.headers(headers).type('text/event-stream; charset=utf-8').send(stream.out)
  }

  /** Ends them all, each with its last event. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const stream of this.#open.values()) stream.end()
    const ear = await this.#ear?.catch(() => undefined)
    ear?.close()
  }

  #refuseTooMany({ actor }: Request): void {
    const own = [...this.#open.values()].filter(({ watched }) => watched.memberId === actor.memberId)
    if (own.length >= maxStreamsOfMember) refuse('too_many_requests', { retryAfter: 1 })
  }

  async #firstMark(watched: Watched): Promise<{ ear: Promise<Ear>; mark: string | undefined }> {
    try {
      this.#ear ??= this.#listen()
      const ear = this.#ear
      const marks = await this.#readMarks((await ear).db, [watched])
      return { ear, mark: marks.get(watched.stream) }
    } catch (error) {
      if (isConnectionLoss(error) || !this.#ear) refuse('unavailable', { retryAfter: 1 })
      throw error
    }
  }

  #listen(): Promise<Ear> {
    const { pool, log } = this.kernel
    const ear = openEar({ pool, log, hear: (message) => this.#hear(message), lost: () => this.#lose(ear) })
    ear.catch(() => this.#lose(ear))
    if (this.#timers.length === 0) {
      this.#timers.push(setInterval(() => this.#tick(), lookEveryMs).unref())
      this.#timers.push(setInterval(() => this.#keepAlive(), keepAliveEveryMs).unref())
    }
    return ear
  }

  /** Nobody knows what is said while the connection is down: who watches is told to look, and to come again. */
  #lose(ear: Promise<Ear>): void {
    if (this.#ear !== ear) return
    this.#ear = undefined
    for (const stream of this.#open.values()) stream.end()
  }

  #hear({ at, news }: NewsMessage): void {
    const heardAt = performance.now()
    for (const one of news)
      for (const stream of this.#open.values())
        if (stream.concerns(one)) {
          stream.hear(one, at, heardAt)
          this.#isLookWanted = true
        }
    if (this.#isLookWanted) this.#look()
  }

  #tick(): void {
    const oldest = performance.now() - this.#mostUnknownMs
    for (const stream of this.#open.values()) stream.endIfUnknownSince(oldest)
    if (this.#open.size > 0) this.#look()
  }

  #keepAlive(): void {
    for (const stream of this.#open.values()) stream.keepAlive()
  }

  /** One look at a time. Who wants one while another is under way gets a look of its own after it. */
  #look(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#isLookWanted = false
    this.#lookAtAll()
      .catch((err: unknown) => this.kernel.log.warn({ err }, 'what event streams stand on could not be read'))
      .finally(() => {
        this.#isLooking = false
        if (this.#isLookWanted) this.#look()
      })
  }

  async #lookAtAll(): Promise<void> {
    const ear = await this.#ear
    const streams = [...this.#open.values()]
    if (!ear || streams.length === 0) return
    const at = performance.now()
    const late = setTimeout(() => ear.close(), this.#mostUnknownMs).unref()
    try {
      const watched = streams.map((stream) => stream.watched)
      const marks = await this.#readMarks(ear.db, watched)
      for (const stream of streams) void stream.see(marks.get(stream.watched.stream), at)
    } finally {
      clearTimeout(late)
    }
  }
}

/** The gate, asked as by a request of this very moment. */
async function passGate(kernel: Kernel, { route, actor, customerId, actingSessionId }: Request): Promise<Passed> {
  const { permission } = route.operation
  const question = {
    actor,
    permission,
    customerId,
    actingSessionId,
    hold: 'none',
    endsCredentials: false,
    changesSettings: false,
    leaves: false,
    explains: false,
  } as const
  const { promise, resolve } = Promise.withResolvers<Passed>()
  const gate = async (tx: Db) => resolve(await askGate(kernel.facts, tx, question))
  await transact(kernel.pool, { visibility: visibilityOf(actor), readOnly: true, gate }, async (tx) => tx.passed)
  return promise
}

function watchedBy(stream: number, { actor, customerId = '', actingSessionId }: Request): Watched {
  const { channelId, accountId, memberId, sessionId } = actor
  return { stream, channelId, accountId, memberId, sessionId, customerId, actingSessionId: actingSessionId ?? null }
}
