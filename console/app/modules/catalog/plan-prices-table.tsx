import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { listText } from '#console/ui/list-text.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { OfferPrice } from './offer-price.tsx'
import { PlanName } from './plan-name.tsx'
import { type PlanRow, planRows } from './plan-prices.ts'
import { specificationText } from './specification-text.ts'
import { type Offer, useOffers } from './use-offers.ts'

/** Every plan of a service: where it is offered, and what it costs at the least in each billing mode. */
export function PlanPrices({ serviceId }: { serviceId: string }) {
  const t = useText()
  const offers = useOffers(serviceId)
  const columns = useColumns()
  const rows = planRows(offers.data ?? [])
  if (offers.error) return <ProblemAlert problem={offers.error} onRetry={() => void offers.refetch()} />
  return (
    <Table
      items={rows}
      trackBy="planId"
      loading={offers.isPending}
      loadingText={t('common.loading')}
      wrapLines
      header={
        <Header variant="h2" counter={offers.data ? `(${rows.length})` : ''}>
          {t('selectProducts.plans')}
        </Header>
      }
      ariaLabels={{ tableLabel: t('selectProducts.plans') }}
      columnDefinitions={columns}
      empty={<EmptyState title={t('selectProducts.noPlans.title')} text={t('selectProducts.noPlans.text')} />}
    />
  )
}

function useColumns(): TableProps.ColumnDefinition<PlanRow>[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const regions = useRegionNames()
  const priceHeader = (mode: Offer['billingMode'], per: string) =>
    t('price.ofMode', { mode: code('billingMode', mode), per })
  return [
    {
      id: 'plan',
      header: t('selectProducts.plan'),
      isRowHeader: true,
      cell: ({ planId, planName }) => <PlanName planId={planId} planName={planName} />,
    },
    {
      id: 'specification',
      header: t('selectProducts.specification'),
      cell: ({ specification }) => specificationText(specification),
    },
    {
      id: 'regions',
      header: t('selectProducts.regions'),
      cell: (row) => listText(row.regions.map(regions.nameOf), language),
    },
    {
      id: 'monthly',
      header: priceHeader('yearly_monthly', t('price.month')),
      cell: ({ monthly }) => <LowestPrice offer={monthly} />,
    },
    {
      id: 'hourly',
      header: priceHeader('pay_per_use', t('price.hour')),
      cell: ({ hourly }) => <LowestPrice offer={hourly} />,
    },
  ]
}

function LowestPrice({ offer }: { offer: Offer | null }) {
  const t = useText()
  return offer ? <OfferPrice offer={offer}>{t('selectProducts.from')}</OfferPrice> : t('selectProducts.notOffered')
}
