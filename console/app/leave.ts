import { actingApi, forgetActing } from '#console/api/acting-apis.ts'
import { ownApi } from '#console/api/own-api.ts'
import { paths } from '#console/paths.ts'

/**
 * Switches back: ends the acting session on the server and forgets what this tab has read in it. The answer is the way
 * back, to the customer's row.
 */
export async function switchRole({
  id,
  customerId,
}: {
  readonly id: string
  readonly customerId: string
}): Promise<string> {
  await actingApi(id).client.endActingSession({ actingSessionId: id })
  forgetActing(id)
  return paths.customers({ id: customerId })
}

/** Ends the session, and with it every acting session of it. */
export async function signOut(): Promise<void> {
  await ownApi.client.signOut()
  forgetSession()
}

/** Forgets everything this page has read, whoever it was for. */
export function forgetSession(): void {
  ownApi.queries.clear()
}
