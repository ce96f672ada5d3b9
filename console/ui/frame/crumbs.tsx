import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { useText } from '#console/text/text.tsx'
import { usePageDescription } from '../page-context.tsx'

/** The way from Home to the page that is open; Home itself needs none. */
export function Crumbs({ homeHref, homeText }: { homeHref: string; homeText: string }) {
  const t = useText()
  const { title, crumbs } = usePageDescription()
  if (title === '' || title === homeText) return null
  return (
    <BreadcrumbGroup
      ariaLabel={t('frame.breadcrumbs')}
      items={[{ text: homeText, href: homeHref }, ...crumbs, { text: title, href: '' }]}
    />
  )
}
