import * as acting from './acting.ts'
import * as apiKeys from './api-keys.ts'
import * as approvals from './approvals.ts'
import * as audit from './audit.ts'
import * as authorizations from './authorizations.ts'
import * as budgets from './budgets.ts'
import * as catalog from './catalog.ts'
import * as eventStream from './event-stream.ts'
import * as factors from './factors.ts'
import * as identity from './identity.ts'
import * as letters from './letters.ts'
import type { Operation } from './operation.ts'
import * as notifications from './notifications.ts'
import * as orders from './orders.ts'
import * as partners from './partners.ts'
import * as passkeys from './passkeys.ts'
import * as passwords from './passwords.ts'
import * as provisioning from './provisioning.ts'
import * as resources from './resources.ts'
import * as sessions from './sessions.ts'
import * as singleSignOn from './single-sign-on.ts'
import * as stepUps from './step-ups.ts'

const modules = [
  identity,
  sessions,
  factors,
  passkeys,
  stepUps,
  passwords,
  singleSignOn,
  apiKeys,
  partners,
  catalog,
  letters,
  authorizations,
  acting,
  budgets,
  resources,
  orders,
  approvals,
  provisioning,
  notifications,
  eventStream,
  audit,
]

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'permission' in value && 'path' in value
}

/** The exports of a module come by name in Node and as declared in other runtimes, so they are put in order here. */
const byName = (one: Operation, other: Operation) => (one.name < other.name ? -1 : 1)

/** Every operation of the API, in the order its documentation lists them: module by module, by name. */
export const operations: readonly Operation[] = modules.flatMap((module) =>
  Object.values<unknown>(module).filter(isOperation).toSorted(byName),
)

type Modules = typeof identity &
  typeof sessions &
  typeof factors &
  typeof passkeys &
  typeof stepUps &
  typeof passwords &
  typeof singleSignOn &
  typeof apiKeys &
  typeof partners &
  typeof catalog &
  typeof letters &
  typeof authorizations &
  typeof acting &
  typeof budgets &
  typeof resources &
  typeof orders &
  typeof approvals &
  typeof provisioning &
  typeof notifications &
  typeof eventStream &
  typeof audit

interface Streaming {
  readonly streams: true
}

/** The same operations, each with its exact type: those that are answered once, and those answered by a stream. */
export type OperationByName = {
  [N in keyof Modules as Modules[N] extends Streaming ? never : Modules[N] extends Operation ? N : never]: Modules[N]
}
export type StreamByName = { [N in keyof Modules as Modules[N] extends Streaming ? N : never]: Modules[N] }
