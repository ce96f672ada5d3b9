import { z } from 'zod'
import { text } from '#contract/text.ts'
import type { Attributes, CatalogOutcome, DeprovisionOutcome, PollOutcome, ProvisionOutcome } from '../ports.ts'

/**
 * What came back of one request. `body` is undefined where it was cut off, too long, or is not a JSON object.
 * `unsent`: no connection was made, so nothing can have been done. `lost`: it was sent, and no answer came.
 */
export type Answer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly body: Readonly<Record<string, unknown>> | undefined
      readonly retryAfterMs: number | null
    }
  | { readonly kind: 'unsent'; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string }

type Answered = Extract<Answer, { kind: 'answered' }>

/**
 * Statuses below 500 that say nothing about the instance that was asked for: wrong credentials or address, a proxy in
 * between, a time-out before the request was read, too many requests. The operator mends them, or time does.
 */
const notForTheOrder = new Set([401, 404, 405, 407, 408, 412, 421, 425, 426, 429, 431])
const maxOperationLength = 10_000
const maxReasonLength = 500
const maxAttributes = 64

const AcceptedBody = z.object({ operation: text(maxOperationLength).optional() })
const LastOperationBody = z.object({ state: z.enum(['in progress', 'succeeded', 'failed']) })
const InstanceBody = z.object({
  metadata: z.object({ attributes: z.record(z.string(), z.unknown()).optional() }).optional(),
})
const Attribute = z.union([text(1024, 0), z.number(), z.boolean()])

/** The specification's table of provisioning answers, and what of it means that an orphan may exist: `unknown`. */
export function readProvision(answer: Answer): ProvisionOutcome {
  if (answer.kind === 'unsent') return { kind: 'delayed', reason: answer.reason, retryAfterMs: null }
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
  const { status, body } = answer
  if (status === 200 || status === 201) {
    const read = InstanceBody.safeParse(body)
    if (!read.success) return { kind: 'unknown', reason: `The broker's answer (${status}) cannot be read` }
    return { kind: 'succeeded', attributes: read.data.metadata && attributesOf(read.data.metadata.attributes) }
  }
  if (status === 202) {
    const read = AcceptedBody.safeParse(body)
    if (!read.success) return { kind: 'unknown', reason: `The broker's answer (${status}) cannot be read` }
    return { kind: 'accepted', operation: read.data.operation ?? null }
  }
  if (status >= 300 && status < 500) {
    if (isPassing(answer)) return delayed(answer)
    return { kind: 'rejected', reason: reasonOf(answer) }
  }
  return { kind: 'unknown', reason: reasonOf(answer) }
}

/** 410 and 404 say that there is no such instance; what that means depends on what was being waited for. */
export function readLastOperation(answer: Answer): PollOutcome {
  if (answer.kind !== 'answered') return { kind: 'delayed', reason: answer.reason, retryAfterMs: null }
  const { status, body, retryAfterMs } = answer
  if (status === 200) {
    const read = LastOperationBody.safeParse(body)
    if (!read.success) return { kind: 'invalid', reason: "The broker's answer to polling cannot be read" }
    if (read.data.state === 'in progress') return { kind: 'inProgress', retryAfterMs }
    if (read.data.state === 'succeeded') return { kind: 'succeeded' }
    return { kind: 'failed', reason: reasonOf(answer) }
  }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status >= 500 || isPassing(answer)) return delayed(answer)
  return { kind: 'invalid', reason: reasonOf(answer) }
}

/** Anything but a clear yes leaves the instance to be removed again: it is never forgotten. */
export function readDeprovision(answer: Answer): DeprovisionOutcome {
  if (answer.kind !== 'answered') return { kind: 'delayed', reason: answer.reason, retryAfterMs: null }
  if (answer.status === 200 || answer.status === 410) return { kind: 'removed' }
  const read = AcceptedBody.safeParse(answer.body)
  if (answer.status === 202 && read.success) return { kind: 'accepted', operation: read.data.operation ?? null }
  return delayed(answer)
}

export function readInstance(answer: Answer): Attributes | undefined {
  if (answer.kind !== 'answered' || answer.status !== 200) return undefined
  const read = InstanceBody.safeParse(answer.body)
  return read.success ? attributesOf(read.data.metadata?.attributes) : undefined
}

export function readCatalog(answer: Answer): CatalogOutcome {
  if (answer.kind !== 'answered') return { kind: 'unreadable', reason: answer.reason }
  if (answer.status !== 200) return { kind: 'unreadable', reason: reasonOf(answer) }
  if (!answer.body) return { kind: 'unreadable', reason: "The broker's catalog is no JSON object, or too long" }
  return { kind: 'read', catalog: answer.body }
}

/**
 * A 422 says in its body whether the request itself is wrong. One that cannot be read may be a ConcurrencyError, which
 * passes, so it is asked again. A redirect is never followed: it would carry the credentials elsewhere.
 */
function isPassing({ status, body }: Answered): boolean {
  if ((status >= 300 && status < 400) || notForTheOrder.has(status)) return true
  return status === 422 && (body === undefined || body['error'] === 'ConcurrencyError')
}

function delayed(answer: Answered) {
  return { kind: 'delayed', reason: reasonOf(answer), retryAfterMs: answer.retryAfterMs } as const
}

/** The broker's own words where it has any: the specification means them for the user. Cleaned and cut. */
function reasonOf({ status, body }: Answered): string {
  const said = body?.['description'] ?? body?.['error']
  const words =
    typeof said === 'string'
      ? said
          .toWellFormed()
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim()
      : ''
  if (words !== '') return words.slice(0, maxReasonLength).toWellFormed()
  return status === 200 ? 'The broker gave no reason' : `The broker answered ${status}`
}

function attributesOf(told: Readonly<Record<string, unknown>> = {}): Attributes {
  const known = Object.entries(told).flatMap(([name, value]) => {
    const read = Attribute.safeParse(value)
    return read.success && /^\w{1,64}$/.test(name) ? [[name, read.data] as const] : []
  })
  return Object.fromEntries(known.slice(0, maxAttributes))
}
