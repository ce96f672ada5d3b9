import type { ActingSession } from '#console/api/acting-session.ts'
import { actingApi } from '#console/api/acting-apis.ts'
import { ownApi } from '#console/api/own-api.ts'
import { keepOnlyDraftOf } from '#console/app/modules/orders/draft-store.ts'
import { paths } from '#console/paths.ts'

const beingLeft = new Set<string>()

/**
 * Switches back: ends the acting session on the server, and goes to the customer's row.
 * @param go leads there; until it has, `isBeingLeft`
 */
export async function switchRole(
  { id, customerId }: Pick<ActingSession, 'id' | 'customerId'>,
  go: (href: string) => Promise<void>,
): Promise<void> {
  beingLeft.add(id)
  try {
    // What this tab still waits for would only be refused.
    await actingApi(id).queries.cancelQueries()
    await actingApi(id).client.endActingSession({ actingSessionId: id })
    await go(paths.customers({ id: customerId }))
  } finally {
    beingLeft.delete(id)
  }
}

/** Whether the member is switching back: that the acting session is over is no news to them then. */
export function isBeingLeft(actingSessionId: string): boolean {
  return beingLeft.has(actingSessionId)
}

/**
 * Ends the session, and with it every acting session of it. Whoever signs in next finds no draft of an order; the page
 * that this leads to says when the outcome of one among them was not known.
 * @returns where to go
 */
export async function signOut(): Promise<string> {
  // What this tab still waits for would only be refused.
  await ownApi.queries.cancelQueries()
  await ownApi.client.signOut()
  return paths.signIn(keepOnlyDraftOf(null) ? { unfinished: 'order' } : {})
}
