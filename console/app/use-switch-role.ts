import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useFailureNotice } from '#console/ui/use-failure-notice.tsx'
import { useActing } from './customer-context.ts'
import { switchRole } from './leave.ts'

/** Switches back to the partner's own account, at the row of the customer who was acted for. */
export function useSwitchRole(): () => void {
  const acting = useActing()
  const navigate = useNavigate()
  const sayFailure = useFailureNotice()
  return useCallback(() => {
    if (acting) switchRole(acting).then((href) => navigate({ href }), sayFailure)
  }, [acting, navigate, sayFailure])
}
