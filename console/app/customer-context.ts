import { useContext, createContext } from 'react'
import { useApiContext } from '#console/api/api-context.tsx'
import type { ActingSession } from '#console/api/acting-session.ts'
import { useSession } from '#console/api/session.ts'
import { type CustomerPaths, customerPathsOf } from '#console/paths.ts'

/** The acting session of an acting tab, given by its layout; null in the member's own tab. */
export const ActingContext = createContext<ActingSession | null>(null)

export function useActing(): ActingSession | null {
  return useContext(ActingContext)
}

export interface CustomerContext {
  readonly customerId: string
  readonly actingSessionId: string | null
  readonly paths: CustomerPaths
}

/**
 * In whose account this page is: the acted-for customer's in an acting tab, their own in a customer's. It comes from
 * the URL and the session alone, so that two tabs never mix.
 */
export function useCustomerContext(): CustomerContext {
  const context = useCustomerContextIfAny()
  if (!context) throw new Error('This page belongs to a customer, or to a tab that acts for one')
  return context
}

/** The same for pages that a partner also has over all its customers: null there. */
export function useCustomerContextIfAny(): CustomerContext | null {
  const acting = useActing()
  const { actingSessionId } = useApiContext()
  const { account } = useSession()
  const paths = customerPathsOf(actingSessionId)
  if (acting) return { customerId: acting.customerId, actingSessionId, paths }
  if (account.kind !== 'customer') return null
  return { customerId: account.id, actingSessionId: null, paths }
}
