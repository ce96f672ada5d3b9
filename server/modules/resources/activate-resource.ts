import type { Tx } from '#kernel/db.ts'
import { updateActivated } from './queries/write.ts'
import { activationOf } from './rules.ts'

export interface ResourceToActivate {
  readonly channelId: string
  readonly resourceId: string
  readonly now: Date
  /** Null where it is paid by use. */
  readonly termMonths: number | null
}

/** The customer gets the resource: its period begins now. One that is not coming any more stays as it is. */
export function activateResource(tx: Tx, resource: ResourceToActivate): void {
  updateActivated(tx, resource, activationOf(resource.now, resource.termMonths))
}
