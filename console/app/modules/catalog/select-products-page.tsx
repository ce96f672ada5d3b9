import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { Loading } from '#console/app/loading.tsx'
import { WhyNotButton } from '#console/app/modules/acting/why-not-button.tsx'
import { useSession } from '#console/api/session.ts'
import { useApi } from '#console/api/use-api.ts'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { Reasons } from '#console/ui/reasons.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { buyingWall } from './order-walls.ts'
import { FamilyCards } from './family-cards.tsx'
import { usePriceList } from './use-price-list.ts'
import { WholeCatalog } from './whole-catalog.tsx'

/** Where an order begins: the families of services that may be ordered here, or the whole catalog. */
export function SelectProductsPage() {
  const t = useText()
  const acting = useActing()
  const { account } = useSession()
  const { paths } = useCustomerContext()
  const { view, service, region } = useSearch()
  const services = useApi('listServices', {})
  const isWhole = view === 'all'
  // What the whole catalog shows of the chosen service is asked for together with the services, not after them.
  usePriceList(isWhole ? service : undefined, region)
  useRegionNames()
  const wall = buyingWall(acting?.scope ?? null)
  return (
    <Page
      title={t('selectProducts.title')}
      description={t('selectProducts.intro', { customer: acting?.customerName ?? account.name })}
      help="selectProducts.help"
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <WhyNotButton />
          <Button href={paths.selectProducts(isWhole ? {} : { view: 'all' })}>
            {t(isWhole ? 'selectProducts.fewer' : 'selectProducts.more')}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {wall && (
          <Alert type="warning" header={t('selectProducts.noBuying')}>
            <Reasons reasons={[wall]} />
          </Alert>
        )}
        <ProblemAlert problem={services.error} onRetry={() => void services.refetch()} />
        {services.isPending && <Loading />}
        {services.data &&
          (isWhole ? (
            <WholeCatalog services={services.data.items} chosenId={service} />
          ) : (
            <FamilyCards services={services.data.items} />
          ))}
      </SpaceBetween>
    </Page>
  )
}
