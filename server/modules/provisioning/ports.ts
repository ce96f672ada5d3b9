/** A service broker, as Procura asks it. What is not known stays not known: nobody here guesses. */
export interface Broker {
  /** Everything the broker offers, as it says it. */
  catalog(): Promise<CatalogOutcome>
  /** Asks for an instance. The same request again asks for the same instance. */
  provision(request: ProvisionRequest): Promise<ProvisionOutcome>
  /** How far an accepted operation is. */
  lastOperation(request: InstanceRequest & { readonly operation: string | null }): Promise<PollOutcome>
  /** What the broker tells of an instance that exists; undefined when it does not say, which means nothing. */
  fetchInstance(request: InstanceRequest): Promise<Attributes | undefined>
  /** Asks for an instance to be removed, whether or not it exists. */
  deprovision(request: InstanceRequest): Promise<DeprovisionOutcome>
}

/** Where a broker is and how to sign in there. */
export interface BrokerAddress {
  readonly url: string
  readonly username: string
  readonly password: string
}

/** Both sides of an order, for the broker's own log. Absent where Procura acts by itself. */
export interface OriginatingIdentity {
  readonly customerId: string
  readonly partnerId: string | null
  readonly memberId: string | null
  readonly authorizationId: string | null
  readonly actingSessionId: string | null
}

export interface InstanceRequest {
  /** The resource's own id, so that asking twice cannot make two. */
  readonly instanceId: string
  readonly serviceId: string
  readonly planId: string
  readonly identity: OriginatingIdentity | null
}

export interface ProvisionRequest extends InstanceRequest {
  readonly customerId: string
  readonly instanceName: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What the cloud tells of an instance: addresses, sizes. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

/** The request did nothing: it never arrived, or the broker says that it cannot take it now. Ask again later. */
export interface Delayed {
  readonly kind: 'delayed'
  readonly reason: string
  readonly retryAfterMs: number | null
}

/** It may have done what was asked, or not, or may yet do it. Only asking again tells. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly reason: string
}

export interface Accepted {
  readonly kind: 'accepted'
  readonly operation: string | null
}

export type ProvisionOutcome =
  | { readonly kind: 'succeeded'; readonly attributes: Attributes | undefined }
  | Accepted
  /** The broker refuses this very request, and has changed nothing. */
  | { readonly kind: 'rejected'; readonly reason: string }
  | Unknown
  | Delayed

export type PollOutcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'inProgress'; readonly retryAfterMs: number | null }
  | { readonly kind: 'failed'; readonly reason: string }
  /** There is no such instance (any more). */
  | { readonly kind: 'gone' }
  /** The broker answers, and nothing can be made of it. */
  | { readonly kind: 'invalid'; readonly reason: string }
  | Delayed

export type DeprovisionOutcome =
  /** It is not there now, whether or not it ever was. */
  | { readonly kind: 'removed' }
  | Accepted
  /** The instance must be remembered, and removing it tried again. */
  | Delayed

export type CatalogOutcome =
  { readonly kind: 'read'; readonly catalog: unknown } | { readonly kind: 'unreadable'; readonly reason: string }
