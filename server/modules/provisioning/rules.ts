import type { z } from 'zod'
import type { Broker } from '#contract/provisioning.ts'
import type { DeprovisionOutcome, PollOutcome, ProvisionOutcome } from './ports.ts'

/**
 * Where one request to a broker stands. `wanted`: never asked, or asked in vain, so nothing can exist. `unknown`:
 * asked, and something may exist. `accepted`: the broker is at work. The last two are final.
 */
export type OperationState = 'wanted' | 'unknown' | 'accepted' | 'succeeded' | 'failed'

/** How long to wait before asking a broker again that does not answer: twice as long each time, up to a minute. */
const firstRetryMs = 1000
const maxRetryMs = 60_000
/** How long to wait before polling again: half as long again each time, up to half a minute. */
const firstPollMs = 1000
const maxPollMs = 30_000
/** A broker may ask for more patience than that, but not for more than this. */
const maxRetryAfterMs = 10 * 60_000
/** Where a plan does not say how long its operations are asked about. */
export const defaultPollingSeconds = 3600
export const maxPollingSeconds = 7 * 24 * 3600

/** The wait before the next try, after `attempts` that brought nothing. */
export function retryDelayMs(attempts: number, retryAfterMs: number | null = null): number {
  const backOff = Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(Math.max(0, attempts - 1), 16))
  return Math.max(backOff, Math.min(retryAfterMs ?? 0, maxRetryAfterMs))
}

/** The wait before the next poll, after `attempts` of them. */
export function pollDelayMs(attempts: number, retryAfterMs: number | null): number {
  const interval = Math.min(maxPollMs, firstPollMs * 1.5 ** Math.min(Math.max(0, attempts - 1), 16))
  return Math.round(Math.max(interval, Math.min(retryAfterMs ?? 0, maxRetryAfterMs)))
}

/** What was known of a request when it was sent, and what is known now, under lock. */
export interface Attempt {
  /** The state before this attempt. */
  readonly before: OperationState
  readonly current: OperationState
  /** How often it has been tried since the broker last answered, this time counted. */
  readonly attempts: number
  /** Nobody else has begun an attempt since this one. */
  readonly isLatest: boolean
  /** The broker has been at work for longer than the plan says it may be. */
  readonly isOverdue: boolean
}

export type Step =
  | { readonly state: 'succeeded' }
  /** `orphan`: something may exist at the broker, and must be removed. */
  | { readonly state: 'failed'; readonly failure: string; readonly orphan: boolean }
  | { readonly state: 'accepted'; readonly operation?: string | null; readonly delayMs: number }
  | { readonly state: 'wanted' | 'unknown' | 'accepted'; readonly error: string; readonly delayMs: number }

const tooLate = 'The cloud did not finish in the time the plan allows'

/**
 * What follows from one answer. The specification's table of orphans is followed thus: where it says that an orphan may
 * exist (5xx, time-out, other 2xx, an unreadable 201), the outcome is `unknown` and the same request is sent again,
 * which tells; the removal is due when the request then fails for certain. A broker that does not answer delays, for
 * as long as it takes: time runs out only on one that answers and does not finish.
 */
export function stepAfter(attempt: Attempt, outcome: ProvisionOutcome | PollOutcome): Step | undefined {
  const { before, current, attempts, isLatest, isOverdue } = attempt
  if (current === 'succeeded' || current === 'failed') return undefined
  switch (outcome.kind) {
    case 'succeeded':
      return { state: 'succeeded' }
    case 'rejected':
      return { state: 'failed', failure: outcome.reason, orphan: before !== 'wanted' }
    case 'failed':
      return { state: 'failed', failure: outcome.reason, orphan: true }
    case 'accepted':
      if (isOverdue) return { state: 'failed', failure: tooLate, orphan: true }
      return { state: 'accepted', operation: outcome.operation, delayMs: pollDelayMs(0, null) }
    case 'inProgress':
      if (isOverdue) return { state: 'failed', failure: tooLate, orphan: true }
      return { state: 'accepted', delayMs: pollDelayMs(attempts, outcome.retryAfterMs) }
    case 'gone':
    case 'invalid':
      if (isOverdue) return { state: 'failed', failure: tooLate, orphan: true }
      return { state: 'unknown', error: lostWords(outcome), delayMs: retryDelayMs(attempts) }
    case 'unknown':
      return {
        state: current === 'accepted' ? 'accepted' : 'unknown',
        error: outcome.reason,
        delayMs: retryDelayMs(attempts),
      }
    case 'delayed': {
      const undone = before === 'wanted' && isLatest ? before : current
      return { state: undone, error: outcome.reason, delayMs: retryDelayMs(attempts, outcome.retryAfterMs) }
    }
  }
}

function lostWords(outcome: { kind: 'gone' } | { kind: 'invalid'; reason: string }): string {
  return outcome.kind === 'gone' ? 'The broker does not know the instance any more' : outcome.reason
}

/** So many requests may be under way at one broker at a time, from all processes together. */
const lanes = 2

/** The queue that a resource waits in for its broker; always the same one, so that its requests follow one another. */
export function laneOf(brokerId: string, resourceId: string): string {
  return `${brokerId}:${(resourceId.codePointAt(resourceId.length - 1) ?? 0) % lanes}`
}

export type RemovalStep =
  | { readonly state: 'succeeded' }
  | { readonly state: 'accepted'; readonly operation?: string | null; readonly delayMs: number }
  | { readonly state: 'wanted' | 'accepted'; readonly error: string; readonly delayMs: number }

/** What follows from one answer while removing: it is tried until the broker says that the instance is not there. */
export function removalStepAfter(
  { before, current, attempts, isOverdue }: Attempt,
  outcome: DeprovisionOutcome | PollOutcome,
): RemovalStep | undefined {
  if (current === 'succeeded' || current === 'failed') return undefined
  const again = (error: string): RemovalStep => ({ state: 'wanted', error, delayMs: retryDelayMs(attempts) })
  switch (outcome.kind) {
    case 'removed':
    case 'succeeded':
    case 'gone':
      return { state: 'succeeded' }
    case 'accepted':
      return { state: 'accepted', operation: outcome.operation, delayMs: pollDelayMs(0, null) }
    case 'inProgress':
      if (isOverdue) return again(tooLate)
      return { state: 'accepted', delayMs: pollDelayMs(attempts, outcome.retryAfterMs) }
    case 'failed':
    case 'invalid':
      return again(outcome.reason)
    case 'delayed':
      return {
        state: before === 'accepted' ? 'accepted' : 'wanted',
        error: outcome.reason,
        delayMs: retryDelayMs(attempts, outcome.retryAfterMs),
      }
  }
}

/**
 * How an item has come out, once all its units are decided; undefined until then. An item is one purchase at one price:
 * with one unit failed it fails as a whole, and its other units are taken back, so that the money that goes back is for
 * what does not exist.
 */
export function itemOutcome(
  units: readonly { readonly state: string; readonly failure: string | null }[],
): { failure: string | null } | undefined {
  if (units.some(({ state }) => state !== 'succeeded' && state !== 'failed')) return undefined
  const failed = units.find(({ state }) => state === 'failed')
  if (!failed) return { failure: null }
  return { failure: failed.failure ?? 'The cloud could not provide it' }
}

/** The parameters that a plan's form asks for, and the region where the form has a field for it. */
export function parametersFor(
  schema: unknown,
  region: string,
  chosen: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { properties } = schema as { properties?: Record<string, unknown> }
  return properties && 'region' in properties ? { ...chosen, region } : { ...chosen }
}

/** What a resource is called: as the customer chose, or after its service; numbered where there are several. */
export function resourceName(
  item: {
    readonly serviceCode: string
    readonly quantity: number
    readonly parameters: Readonly<Record<string, unknown>>
  },
  resourceId: string,
  unit: number,
): string {
  const chosen = item.parameters['name']
  const base = typeof chosen === 'string' && chosen !== '' ? chosen : `${item.serviceCode}-${resourceId.slice(-6)}`
  return item.quantity > 1 && typeof chosen === 'string' && chosen !== '' ? `${base}-${unit}` : base
}

interface BrokerRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly state: string
  readonly stateSince: Date | null
  readonly checkedAt: Date | null
  readonly lastError: string | null
  readonly importRequestedAt: Date | null
  readonly importedAt: Date | null
  readonly importFailedAt: Date | null
  readonly importError: string | null
  readonly waiting: number
}

type BrokerView = z.output<typeof Broker>

export function viewBroker(row: BrokerRow): BrokerView {
  const { name, url, lastError, importError, waiting } = row
  return {
    id: row.id as BrokerView['id'],
    name,
    url,
    state: row.state as BrokerView['state'],
    stateSince: row.stateSince?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    lastError,
    importState: importStateOf(row),
    importedAt: row.importedAt?.toISOString() ?? null,
    importEndedAt: later(row.importedAt, row.importFailedAt)?.toISOString() ?? null,
    importError,
    waiting,
  }
}

function later(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one < other ? other : one) : (one ?? other)
}

type Reading = Pick<BrokerRow, 'importRequestedAt' | 'importedAt' | 'importFailedAt'>

/** A catalog is being read from when that is asked for until it has been taken over or could not be. */
export function importStateOf({ importRequestedAt, importedAt, importFailedAt }: Reading): BrokerView['importState'] {
  const endedAt = later(importedAt, importFailedAt)
  if (importRequestedAt && (!endedAt || importRequestedAt > endedAt)) return 'running'
  if (!endedAt) return 'never'
  return endedAt === importedAt ? 'done' : 'failed'
}
