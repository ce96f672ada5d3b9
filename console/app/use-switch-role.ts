import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useText } from '#console/text/text.tsx'
import { handOver } from '#console/ui/notices.tsx'
import { useFailureNotice } from '#console/ui/use-failure-notice.tsx'
import { useActing } from './customer-context.ts'
import { switchRole } from './leave.ts'

interface SwitchRole {
  readonly switchRole: () => void
  readonly isLeaving: boolean
}

/** Switches back to the partner's own account, at the row of the customer who was acted for. */
export function useSwitchRole(): SwitchRole {
  const t = useText()
  const acting = useActing()
  const navigate = useNavigate()
  const sayFailure = useFailureNotice()
  const [isLeaving, setLeaving] = useState(false)
  const leave = useCallback(() => {
    if (!acting) return
    setLeaving(true)
    // Going back does not lead into an acting session that is over.
    switchRole(acting, (href) => {
      // Without a name: nothing of the customer stays in the tab.
      handOver({ id: 'switched-back', type: 'success', header: t('frame.switchedBack') })
      return navigate({ href, replace: true })
    })
      .catch(sayFailure)
      .finally(() => setLeaving(false))
  }, [acting, navigate, sayFailure, t])
  return { switchRole: leave, isLeaving }
}
