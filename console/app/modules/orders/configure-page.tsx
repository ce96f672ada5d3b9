import { useParams } from '@tanstack/react-router'
import { Loading } from '#console/app/loading.tsx'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { useApi } from '#console/api/use-api.ts'
import { useOffers } from '#console/app/modules/catalog/use-offers.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ConfigureForm } from './configure-form.tsx'
import { useDraft } from './use-draft.ts'
import { useItemQuote } from './use-item-quote.ts'
import { useOrderingCrumbs } from './use-ordering-crumbs.ts'

/** Sets up one product: where, how billed, which plan, with which settings, for how long and how many. */
export function ConfigurePage() {
  const t = useText()
  const { serviceId = '' } = useParams({ strict: false })
  const crumbs = useOrderingCrumbs()
  const services = useApi('listServices', {})
  const regions = useApi('listRegions', {})
  const offers = useOffers(serviceId)
  // The price of what was entered before is asked for together with the catalog, not after it.
  const { item } = useDraft().draft
  useItemQuote(item)
  const service = services.data?.items.find(({ id }) => id === serviceId)
  const problem = services.error ?? regions.error ?? offers.error
  const askAgain = () => void Promise.all([services.refetch(), regions.refetch(), offers.refetch()])
  if (services.data && !service) return <NotFoundPage />
  return (
    <Page
      title={service ? t('configure.named', { service: service.name }) : t('configure.title')}
      description={service?.description}
      crumbs={crumbs}
      help="configure.help"
    >
      {problem ? (
        <ProblemAlert problem={problem} onRetry={askAgain} />
      ) : service && regions.data && offers.data ? (
        <ConfigureForm key={serviceId} service={service} regions={regions.data.items} offers={offers.data} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
