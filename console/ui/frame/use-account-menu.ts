import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { forgetEverything } from '#console/api/forget-everything.ts'
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

/**
 * My Account, Security, Partner Center, and the ways out. An acting tab leads to the partner's pages by switching back
 * alone.
 */
export function useAccountMenu(): AccountMenu {
  const t = useText()
  const { account } = useSession()
  const isActing = useActing() !== null
  const { switchRole } = useSwitchRole()
  const leave = useSignOut()
  const own = [
    { id: 'account', text: t('frame.myAccount'), href: paths.account() },
    { id: 'security', text: t('frame.security'), href: paths.security() },
  ]
  const partners = [{ id: 'partner-center', text: t('frame.partnerCenter'), href: paths.customers() }]
  return {
    items: [
      ...(isActing ? [{ id: 'switch-role', text: t('frame.switchRole') }] : own),
      ...(!isActing && account.kind === 'partner' ? partners : []),
      { id: 'sign-out', text: t('frame.signOut') },
    ],
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
    signOut()
      .then((href) => navigate({ href }))
      .then(forgetEverything, sayFailure)
  }, [navigate, sayFailure])
}
