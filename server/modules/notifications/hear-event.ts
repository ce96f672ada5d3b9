import { standingWalls } from '#contract/authority.ts'
import { isStreamed, streamedEvents } from '#contract/event-stream.ts'
import type { EventName } from '#contract/events.ts'
import type { News } from '#kernel/announce.ts'
import type { Passed } from '#kernel/gate.ts'

/**
 * Whether somebody who watches a customer is told of an event there: who may read what it is about. A partner's members
 * read their own partner's authorizations and acting sessions alone.
 */
export function hearEvent({ actor, facts }: Passed, { name, data }: News): boolean {
  const event = name as EventName
  if (!isStreamed(event) || standingWalls(facts, streamedEvents[event]).length > 0) return false
  return actor.kind !== 'partner' || data.partnerId === undefined || data.partnerId === actor.accountId
}
