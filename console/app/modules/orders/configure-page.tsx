import { useParams } from '@tanstack/react-router'
import { Loading } from '#console/app/loading.tsx'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { useApi } from '#console/api/use-api.ts'
import { usePriceList } from '#console/app/modules/catalog/use-price-list.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ConfigureForm } from './configure-form.tsx'
import { useDraft } from './use-draft.ts'
import { useItemQuote } from './use-item-quote.ts'
import { useOrderingCrumbs } from './use-ordering-crumbs.ts'

/** Sets up one product: where, how billed, which plan, with which settings, for how long and how many. */
export function ConfigurePage() {
  const { serviceId = '' } = useParams({ strict: false })
  return <Configure key={serviceId} serviceId={serviceId} />
}

function Configure({ serviceId }: { serviceId: string }) {
  const t = useText()
  const crumbs = useOrderingCrumbs()
  const services = useApi('listServices', {})
  const regions = useApi('listRegions', {})
  // The price of what was entered before is asked for together with the catalog, not after it.
  const { form, item } = useDraft().draft
  const list = usePriceList(serviceId, form?.serviceId === serviceId ? form.region : undefined)
  useItemQuote(item)
  const service = services.data?.items.find(({ id }) => id === serviceId)
  const problem = services.error ?? regions.error ?? list.error
  const askAgain = () => void Promise.all([services.refetch(), regions.refetch(), list.refetch()])
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
      ) : service && regions.data && list.data ? (
        <ConfigureForm
          service={service}
          regions={regions.data.items}
          list={list.data}
          isListOld={list.isPlaceholderData}
        />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
