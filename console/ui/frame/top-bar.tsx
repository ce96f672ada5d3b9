import TopNavigation from '@cloudscape-design/components/top-navigation'
import { useActing } from '#console/app/customer-context.ts'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import { useAccountMenu } from './use-account-menu.ts'
import { useLookMenus } from './use-look-menus.ts'

/** The bar at the top: the product, how the console looks, and the account menu. */
export function TopBar({ homeHref }: { homeHref: string }) {
  const t = useText()
  const { account, member } = useSession()
  const acting = useActing()
  const lookMenus = useLookMenus()
  const accountMenu = useAccountMenu()
  return (
    <TopNavigation
      identity={{ href: homeHref, title: acting ? acting.customerName : t('frame.product') }}
      utilities={[
        ...lookMenus,
        {
          type: 'menu-dropdown',
          iconName: 'user-profile',
          text: member.name,
          description: account.name,
          ...accountMenu,
        },
      ]}
      i18nStrings={{ overflowMenuTriggerText: t('frame.more'), overflowMenuTitleText: t('frame.allMenus') }}
    />
  )
}
