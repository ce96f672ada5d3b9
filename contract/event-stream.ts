import { z } from 'zod'
import type { EventName } from './events.ts'
import { CustomerId } from './ids.ts'
import { streamOperation } from './operation.ts'
import type { Permission } from './permissions.ts'
import { Instant } from './text.ts'

/** The events that whoever watches a customer may be told of, and what they must be allowed to read for it. */
export const streamedEvents = {
  'acting_session.started': 'acting:read',
  'acting_session.ended': 'acting:read',
  'authorization.requested': 'authorizations:read',
  'authorization.approved': 'authorizations:read',
  'authorization.rejected': 'authorizations:read',
  'authorization.canceled': 'authorizations:read',
  'authorization.revoked': 'authorizations:read',
  'authorization.lapsed': 'authorizations:read',
  'authorization.expired': 'authorizations:read',
  'authorization.extended': 'authorizations:read',
  'authorization.extension_stopped': 'authorizations:read',
  'authorization.expiring': 'authorizations:read',
  'authorization.renewed': 'authorizations:read',
  'authorization.ended': 'authorizations:read',
  'budget.changed': 'budgets:read',
  'customer.frozen': 'customers:read',
  'customer.unfrozen': 'customers:read',
  'order.approval_requested': 'orders:read',
  'order.approved': 'orders:read',
  'order.rejected': 'orders:read',
  'order.placed': 'orders:read',
  'order.paid': 'orders:read',
  'order.canceled': 'orders:read',
  'order.completed': 'orders:read',
  'order.failed': 'orders:read',
} as const satisfies Partial<Record<EventName, Permission>>

export type StreamedEvent = keyof typeof streamedEvents

export const isStreamed = (name: EventName): name is StreamedEvent => Object.hasOwn(streamedEvents, name)

/** What an event is called outside. */
export const typeOfEvent = (name: EventName) => `io.procura.${name}.v1`

/** The last event of a stream that the server ends: its data is the refusal that the same request would now meet. */
export const streamEnded = 'io.procura.stream.ended.v1'

/** At most so many streams of one member at once in each server process. */
export const maxStreamsOfMember = 8

export const streamEvents = streamOperation({
  name: 'streamEvents',
  method: 'GET',
  path: '/customers/{customerId}/events',
  summary:
    'What happens to this customer from now on, as server-sent events, while the caller may read it. Each is ' +
    'a CloudEvent with ids alone; the last one says why the stream has ended.',
  permission: 'customers:read',
  input: z.strictObject({ customerId: CustomerId }),
  /** CloudEvents 1.0.2, as structured JSON. */
  output: z.object({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.string(),
    /** `io.procura.` and the name of the event and `.v1`; new ones may come. */
    type: z.string(),
    /** When it was announced, right after its commit. The last event of a stream has none. */
    time: Instant.optional(),
    datacontenttype: z.literal('application/json'),
    data: z.record(z.string(), z.unknown()),
  }),
  refusals: ['too_many_requests'],
})
