import type { ActingSession } from '#console/api/acting-session.ts'
import { actingApi } from '#console/api/acting-apis.ts'
import { ownApi } from '#console/api/own-api.ts'
import { keepOnlyDraftOf } from '#console/app/modules/orders/draft-store.ts'
import { paths } from '#console/paths.ts'

/** Switches back: ends the acting session on the server. The answer is the way back, to the customer's row. */
export async function switchRole({ id, customerId }: Pick<ActingSession, 'id' | 'customerId'>): Promise<string> {
  await actingApi(id).client.endActingSession({ actingSessionId: id })
  return paths.customers({ id: customerId })
}

/** Ends the session, and with it every acting session of it. Whoever signs in next finds no draft of an order. */
export async function signOut(): Promise<void> {
  try {
    await ownApi.client.signOut()
  } finally {
    keepOnlyDraftOf(null)
  }
}
