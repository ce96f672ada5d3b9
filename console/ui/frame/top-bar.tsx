import TopNavigation from '@cloudscape-design/components/top-navigation'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import { OrderSearch } from './order-search.tsx'
import { PartnerSearch } from './partner-search.tsx'
import { useAccountMenu } from './use-account-menu.ts'
import { useLookMenus } from './use-look-menus.ts'
import { useSearched } from './use-searched.ts'

/** The bar at the top: the product, the search, how the console looks, and the account menu. */
export function TopBar({ homeHref }: { homeHref: string }) {
  const t = useText()
  const { account, member } = useSession()
  const searched = useSearched()
  const lookMenus = useLookMenus()
  const accountMenu = useAccountMenu()
  return (
    <TopNavigation
      identity={{ href: homeHref, title: t('frame.product') }}
      search={searched && (searched === 'orders' ? <OrderSearch /> : <PartnerSearch />)}
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
      i18nStrings={{
        searchIconAriaLabel: t('frame.search'),
        searchDismissIconAriaLabel: t('frame.closeSearch'),
        overflowMenuTriggerText: t('frame.more'),
        overflowMenuTitleText: t('frame.allMenus'),
        overflowMenuBackIconAriaLabel: t('frame.back'),
        overflowMenuDismissIconAriaLabel: t('common.close'),
      }}
    />
  )
}
