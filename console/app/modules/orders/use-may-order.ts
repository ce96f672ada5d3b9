import { mayOpen } from '#console/app/access.ts'
import { useActing } from '#console/app/customer-context.ts'
import { useSession } from '#console/api/session.ts'

/** Whether this member's role lets them order at all. Whoever acts for a customer has such a role. */
export function useMayOrder(): boolean {
  const session = useSession()
  return useActing() !== null || mayOpen(session, 'confirm')
}
