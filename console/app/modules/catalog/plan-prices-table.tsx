import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useCodeText, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { OfferPrice } from './offer-price.tsx'
import { PlanName } from './plan-name.tsx'
import { type PriceRow, priceRows } from './price-rows.ts'
import { RegionChoice } from './region-choice.tsx'
import { specificationText } from './specification-text.ts'
import { type Offer, usePriceList } from './use-price-list.ts'

/** Every plan that a service offers in a region, and what it costs in each billing mode. */
export function PlanPrices({ serviceId }: { serviceId: string }) {
  const t = useText()
  const { region } = useSearch()
  const list = usePriceList(serviceId, region)
  const columns = useColumns()
  const rows = priceRows(list.data?.offers ?? [])
  if (list.error) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
  return (
    <Table
      items={rows}
      trackBy="id"
      loading={list.isPending || list.isPlaceholderData}
      loadingText={t('common.loading')}
      wrapLines
      header={
        <Header variant="h2" counter={list.data ? `(${rows.length})` : ''}>
          {t('selectProducts.plans')}
        </Header>
      }
      ariaLabels={{ tableLabel: t('selectProducts.plans') }}
      columnDefinitions={columns}
      filter={<RegionChoice list={list.data} />}
      empty={<EmptyState title={t('selectProducts.noPlans.title')} text={t('selectProducts.noPlans.text')} />}
    />
  )
}

function useColumns(): TableProps.ColumnDefinition<PriceRow>[] {
  const t = useText()
  const code = useCodeText()
  const priceHeader = (mode: Offer['billingMode'], per: string) =>
    t('price.ofMode', { mode: code('billingMode', mode), per })
  return [
    {
      id: 'plan',
      header: t('selectProducts.plan'),
      isRowHeader: true,
      cell: ({ plan: { planId, planName } }) => <PlanName planId={planId} planName={planName} />,
    },
    {
      id: 'specification',
      header: t('selectProducts.specification'),
      cell: ({ plan }) => specificationText(plan.specification),
    },
    {
      id: 'monthly',
      header: priceHeader('yearly_monthly', t('price.month')),
      cell: ({ monthly }) => <Price offer={monthly} />,
    },
    {
      id: 'hourly',
      header: priceHeader('pay_per_use', t('price.hour')),
      cell: ({ hourly }) => <Price offer={hourly} />,
    },
  ]
}

function Price({ offer }: { offer: Offer | null }) {
  const t = useText()
  return offer ? <OfferPrice offer={offer} /> : t('selectProducts.notOffered')
}
