import { PassThrough } from 'node:stream'
import { streamEnded, typeOfEvent } from '#contract/event-stream.ts'
import type { EventName } from '#contract/events.ts'
import { Refusal } from '#contract/refusals.ts'
import type { News } from './announce.ts'
import type { Passed } from './gate.ts'
import { answerOf } from './problems.ts'

/** Whose right a stream stands on, by ids. */
export interface Watched {
  readonly stream: number
  readonly channelId: string
  readonly accountId: string
  readonly memberId: string
  /** The member's session or the API key. */
  readonly sessionId: string
  readonly customerId: string
  readonly actingSessionId: string | null
}

export interface StreamOptions {
  readonly watched: Watched
  readonly requestId: string
  /** The gate, asked anew. */
  readonly check: () => Promise<Passed>
  readonly hears: (passed: Passed, news: News) => boolean
  readonly passed: Passed
  readonly mark: string | undefined
  readonly rightAt: number
}

/** Whoever reads so slowly, or is told so much at once, has to look again anyway. */
const mostUnreadBytes = 64 * 1024
const mostWaiting = 500
const mostLingeringMs = 2000

const textOf = (event: object) => `data: ${JSON.stringify(event)}\n\n`
const cannotTell = () => new Refusal('unavailable', { retryAfter: 1 })

/** Ids alone, and of those not the channel's, which is no caller's business. */
const idsOf = (data: News['data']) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name.endsWith('Id') && name !== 'channelId'))

/** One open event stream. It tells an event only when it was right after the event came. */
export class Stream {
  readonly watched: Watched
  readonly out = new PassThrough()
  readonly #options: StreamOptions
  #passed: Passed
  #mark: string | undefined
  #isChecking = false
  #rightAt: number
  #waiting: { readonly news: News; readonly at: string; readonly heardAt: number }[] = []

  constructor(options: StreamOptions) {
    this.#options = options
    this.watched = options.watched
    this.#passed = options.passed
    this.#mark = options.mark
    this.#rightAt = options.rightAt
    this.out.write(': from now on\n\n')
  }

  get source(): string {
    return `/v1/customers/${this.watched.customerId}`
  }

  /** Whether news is of the same channel and, where it is about one customer, about this one. */
  concerns({ data: { channelId, customerId } }: News): boolean {
    return channelId === this.watched.channelId && (customerId ?? this.watched.customerId) === this.watched.customerId
  }

  hear(news: News, at: string, heardAt: number): void {
    if (news.data.customerId !== undefined) this.#waiting.push({ news, at, heardAt })
    if (this.#waiting.length > mostWaiting) this.end(cannotTell())
  }

  /** What it stands on, as of an instant. Where that has changed, the gate says whether it may go on. */
  async see(mark: string | undefined, at: number): Promise<void> {
    if (this.#isChecking) return
    if (mark !== this.#mark) {
      this.#isChecking = true
      try {
        this.#passed = await this.#options.check()
        this.#mark = mark
      } catch (error) {
        this.end(error)
      } finally {
        this.#isChecking = false
      }
    }
    this.#rightAt = at
    this.#tell()
  }

  /** It ends when it was not known to be right for so long, whatever keeps the database from answering. */
  endIfUnknownSince(instant: number): void {
    if (this.#rightAt < instant) this.end(cannotTell())
  }

  keepAlive(): void {
    if (!this.out.writableEnded) this.out.write(':\n\n')
  }

  /** The last event is the refusal that the same request would meet now. */
  end(why: unknown = cannotTell()): void {
    if (this.out.writableEnded) return
    const { requestId } = this.#options
    const event = { specversion: '1.0', id: requestId, source: this.source, type: streamEnded }
    this.out.end(textOf({ ...event, datacontenttype: 'application/json', data: answerOf(why, requestId).body }))
    // Whoever does not read it is not waited for.
    setTimeout(() => this.out.destroy(), mostLingeringMs).unref()
  }

  /** What has come before it was last right, of that what its caller may read. */
  #tell(): void {
    if (this.out.writableEnded) return
    const due = this.#waiting.filter(({ heardAt }) => heardAt <= this.#rightAt)
    this.#waiting = this.#waiting.slice(due.length)
    for (const { news, at } of due.filter((one) => this.#options.hears(this.#passed, one.news))) {
      const { id, name, data } = news
      const about = { specversion: '1.0', id, source: this.source, type: typeOfEvent(name as EventName) }
      const time = new Date(at).toISOString()
      this.out.write(textOf({ ...about, time, datacontenttype: 'application/json', data: idsOf(data) }))
    }
    if (this.out.readableLength + this.out.writableLength > mostUnreadBytes) this.end()
  }
}
