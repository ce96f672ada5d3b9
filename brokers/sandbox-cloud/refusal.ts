/** What a handler answers with: the status, the body and any header of its own. */
export type Answer = { status: number; body: object; headers?: Record<string, string> }

type ErrorCode = 'AsyncRequired' | 'ConcurrencyError' | 'MaintenanceInfoConflict'

/** An expected no, in the words of the Open Service Broker API. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: { error?: ErrorCode; description?: string }

  constructor(status: number, description?: string, error?: ErrorCode) {
    super(description ?? `Refused with status ${status}`)
    this.status = status
    this.body = { ...(error && { error }), ...(description && { description }) }
  }
}

/** Refuses a request that is malformed, saying what is wrong with it. */
export function refuseMalformed(description: string): never {
  throw new Refusal(400, description)
}

/** Refuses because the instance exists with other attributes; the specification asks for an empty body. */
export function refuseConflict(): never {
  throw new Refusal(409)
}

/** Refuses because the instance does not exist any more, or never did; the body is empty as specified. */
export function refuseGone(): never {
  throw new Refusal(410)
}

/** Refuses because another operation holds the instance. */
export function refuseConcurrent(): never {
  throw new Refusal(422, 'Another operation for this service instance is in progress.', 'ConcurrencyError')
}

/** Refuses a change that is well formed but cannot be made. */
export function refuseUnsupported(description: string): never {
  throw new Refusal(422, description)
}

/** Refuses a version of maintenance information, since no plan of this broker carries any. */
export function refuseMaintenance(): never {
  const description = 'The plan has no maintenance information of this version; fetch the catalog again.'
  throw new Refusal(422, description, 'MaintenanceInfoConflict')
}

/** Refuses a caller that cannot wait, since every change takes time here. */
export function requireAsync(acceptsIncomplete: boolean): void {
  if (acceptsIncomplete) return
  const description = 'This service plan requires client support for asynchronous service operations.'
  throw new Refusal(422, description, 'AsyncRequired')
}
