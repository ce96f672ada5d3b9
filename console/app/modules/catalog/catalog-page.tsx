import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Spinner from '@cloudscape-design/components/spinner'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import type { Service } from './family-cards.tsx'
import { ServiceCards } from './service-cards.tsx'
import { ServiceNavigation } from './service-navigation.tsx'
import { ServicePrices } from './service-prices.tsx'

const hrefOf = (service: string) => paths.catalog({ service })

/** What the cloud offers: the services at the left, the plans and prices of the chosen one beside them. */
export function CatalogPage() {
  const t = useText()
  const { service } = useSearch()
  const { data, error, refetch } = useApi('listServices', {})
  const services = data?.items
  return (
    <Page title={t('catalog.title')} description={t('catalog.description')} help="catalog.help">
      {error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : (
        <Grid gridDefinition={[{ colspan: { default: 12, xs: 3 } }, { colspan: { default: 12, xs: 9 } }]}>
          {services ? (
            <ServiceNavigation label={t('catalog.services')} services={services} activeId={service} hrefOf={hrefOf} />
          ) : (
            <Container>
              <Spinner /> {t('common.loading')}
            </Container>
          )}
          <Chosen services={services} chosenId={service} />
        </Grid>
      )}
    </Page>
  )
}

interface ChosenProps {
  readonly services: readonly Service[] | undefined
  readonly chosenId: string | undefined
}

/** The chosen service is asked for at once, without waiting for the list that names it. */
function Chosen({ services, chosenId }: ChosenProps) {
  const t = useText()
  const chosen = services?.find(({ id }) => id === chosenId)
  if (services?.length === 0) {
    return (
      <Container>
        <EmptyState title={t('catalog.empty')} text={t('catalog.empty.text')} />
      </Container>
    )
  }
  if (chosenId === undefined) return <ServiceCards services={services ?? []} hrefOf={hrefOf} />
  if (services && !chosen) {
    return (
      <Container>
        <EmptyState title={t('catalog.noSuchService')} text={t('catalog.noSuchService.text')} />
      </Container>
    )
  }
  return <ServicePrices key={chosenId} serviceId={chosenId} service={chosen} />
}
