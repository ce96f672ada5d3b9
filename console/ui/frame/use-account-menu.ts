import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useSession } from '#console/api/session.ts'
import { useActing } from '#console/app/customer-context.ts'
import { signOut } from '#console/app/leave.ts'
import { useSwitchRole } from '#console/app/use-switch-role.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { useFailureNotice } from '../use-failure-notice.tsx'

interface AccountMenu {
  readonly items: ButtonDropdownProps.Items
  readonly onItemClick: (event: { detail: ButtonDropdownProps.ItemClickDetails }) => void
}

/** My Account, the way back while acting, and the way out. In an acting tab no page of the partner can be reached. */
export function useAccountMenu(): AccountMenu {
  const t = useText()
  const { account } = useSession()
  const acting = useActing()
  const switchRole = useSwitchRole()
  const leave = useSignOut()
  const items = [
    ...(acting
      ? [{ id: 'switch-role', text: t('frame.switchRole') }]
      : [{ id: 'account', text: t('frame.myAccount'), href: paths.account() }]),
    ...(!acting && account.kind === 'partner'
      ? [{ id: 'partner-center', text: t('frame.partnerCenter'), href: paths.customers() }]
      : []),
    { id: 'sign-out', text: t('frame.signOut') },
  ]
  return {
    items,
    onItemClick: ({ detail }) => {
      if (detail.id === 'switch-role') switchRole()
      if (detail.id === 'sign-out') leave()
    },
  }
}

function useSignOut(): () => void {
  const navigate = useNavigate()
  const sayFailure = useFailureNotice()
  return useCallback(() => {
    signOut().then(() => navigate({ href: paths.signIn() }), sayFailure)
  }, [navigate, sayFailure])
}
