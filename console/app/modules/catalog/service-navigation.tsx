import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useCodeText } from '#console/text/text.tsx'
import type { Service } from './family-cards.tsx'

interface ServiceNavigationProps {
  readonly label: string
  readonly services: readonly Service[]
  readonly activeId: string | undefined
  readonly hrefOf: (serviceId: string) => string
}

/** The services of the catalog by family, as a list of links. */
export function ServiceNavigation({ label, services, activeId, hrefOf }: ServiceNavigationProps) {
  const code = useCodeText()
  return (
    <Container header={<Header variant="h2">{label}</Header>} disableContentPaddings>
      <nav aria-label={label}>
        <SideNavigation
          activeHref={activeId === undefined ? '' : hrefOf(activeId)}
          items={[...Map.groupBy(services, ({ family }) => family)].map(([family, ofFamily]) => ({
            type: 'section-group',
            title: code('serviceFamily', family),
            items: ofFamily.map(({ id, name }) => ({ type: 'link', text: name, href: hrefOf(id) })),
          }))}
        />
      </nav>
    </Container>
  )
}
