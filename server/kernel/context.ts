import { refuse } from '#contract/refusals.ts'
import { anonymous, systemActor, visibilityOf } from './actor.ts'
import { announceEvent } from './announce.ts'
import { writeAuditEvent } from './audit.ts'
import type { Tx } from './db.ts'
import { readClock } from './gate.ts'
import type { Passed } from './gate.ts'
import { emitEvent } from './jobs.ts'
import type { Kernel } from './kernel.ts'
import { plainDb } from './kernel.ts'
import { logUnsigned } from './log-request.ts'
import type { CommandContext, OpenContext } from './operations.ts'
import type { Progress, Request } from './run.ts'
import { transact } from './transaction.ts'

/** What a handler has that nobody is signed in for. */
export function openContextOf(kernel: Kernel, request: Request, progress: Progress): OpenContext {
  return {
    db: plainDb(kernel.pool),
    requestId: request.requestId,
    from: request.from,
    userAgent: request.userAgent,
    vault: kernel.vault,
    origins: request.origins,
    sandbox: kernel.sandbox,
    transact: (work) => transact(kernel.pool, { visibility: visibilityOf(anonymous) }, work),
    audit: (tx, member, note) => logUnsigned(kernel, request, { tx, member, note }),
    outgoing: kernel.outgoing,
    log: kernel.log,
    browserSecret: request.browserSecret,
    logRefusal: (channelId, code, note) => {
      const actor = systemActor(channelId)
      const { requestId, from, route } = request
      return transact(kernel.pool, { visibility: visibilityOf(actor) }, async (tx) => {
        const { now: at } = await readClock(tx)
        const { name: operation } = route.operation
        writeAuditEvent(tx, { operation, result: 'refused', code, actor, at, requestId, from, note })
      })
    },
    setSession: (token) => void (progress.session = token),
    setBrowserSecret: (secret) => void (progress.browserSecret = secret),
  }
}

/** What a handler has of a caller who passes the gate; what the gate finds out is there once it has. */
export function contextOf(kernel: Kernel, request: Request, progress: Progress, tx: Tx): CommandContext {
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
