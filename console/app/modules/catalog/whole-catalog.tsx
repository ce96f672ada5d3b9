import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import type { Service } from './family-cards.tsx'
import { ServiceDetails } from './service-details.tsx'
import { ServiceNavigation } from './service-navigation.tsx'

interface WholeCatalogProps {
  readonly services: readonly Service[]
  /** The one that the URL names; until it names one, none is shown. */
  readonly chosenId: string | undefined
}

/** Every service of the catalog: a list, and beside it the chosen one with its plans and prices. */
export function WholeCatalog({ services, chosenId }: WholeCatalogProps) {
  const t = useText()
  const { paths } = useCustomerContext()
  const chosen = services.find(({ id }) => id === chosenId)
  const hrefOf = (id: string) => paths.selectProducts({ view: 'all', service: id })
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 3 } }, { colspan: { default: 12, s: 9 } }]}>
      <ServiceNavigation label={t('selectProducts.whole')} services={services} activeId={chosen?.id} hrefOf={hrefOf} />
      {chosen ? (
        <ServiceDetails key={chosen.id} service={chosen} />
      ) : (
        <Container>
          <Box color="text-body-secondary">{t('selectProducts.choose')}</Box>
        </Container>
      )}
    </Grid>
  )
}
