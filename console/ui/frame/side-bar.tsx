import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useRouterState } from '@tanstack/react-router'
import { useText } from '#console/text/text.tsx'
import { activeHref, type NavigationGroup } from './navigation.ts'

/** The pages this member can open, with the one that is open marked. */
export function SideBar({ groups }: { groups: readonly NavigationGroup[] }) {
  const t = useText()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const items = groups.flatMap(({ heading, links }): SideNavigationProps.Item[] => {
    const items = links.map(({ text, href }) => ({ type: 'link' as const, text: t(text), href }))
    return heading === null ? items : [{ type: 'section', text: t(heading), items }]
  })
  return <SideNavigation activeHref={activeHref(groups, pathname) ?? ''} items={items} />
}
