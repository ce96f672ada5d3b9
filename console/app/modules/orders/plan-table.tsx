import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { OfferPrice } from '#console/app/modules/catalog/offer-price.tsx'
import { PlanName } from '#console/app/modules/catalog/plan-name.tsx'
import { comparePrices } from '#console/app/modules/catalog/compare-prices.ts'
import { specificationText } from '#console/app/modules/catalog/specification-text.ts'
import type { Offer } from '#console/app/modules/catalog/use-price-list.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'

interface PlanTableProps {
  /** The offers of the chosen region and billing mode. */
  readonly offers: readonly Offer[]
  readonly chosen: Offer | undefined
  /** The plans of the region that was just chosen are on their way. */
  readonly isLoading: boolean
  readonly onChoose: (offer: Offer) => void
  /** It was tried to go on without a plan. */
  readonly isMissing: boolean
}

const pageSize = 15

/** The plans on offer with what they are and what they cost; one of them is chosen. */
export function PlanTable({ offers, chosen, isLoading, onChoose, isMissing }: PlanTableProps) {
  const t = useText()
  const columns = usePlanColumns(offers)
  const { items, actions, filterProps, paginationProps, collectionProps, filteredItemsCount } = useCollection(offers, {
    filtering: {
      filteringFunction: (offer, text) => matches(offer, text),
    },
    pagination: { pageSize },
    sorting: { defaultState: { sortingColumn: { sortingComparator: comparePrices } } },
  })
  return (
    <div {...(isMissing ? { 'data-fault': true } : {})}>
      <Table
        {...collectionProps}
        items={items}
        trackBy="planId"
        selectionType="single"
        selectedItems={chosen ? [chosen] : []}
        onSelectionChange={({ detail }) => detail.selectedItems.forEach(onChoose)}
        onRowClick={({ detail }) => onChoose(detail.item)}
        columnDefinitions={columns}
        loading={isLoading}
        loadingText={t('common.loading')}
        wrapLines
        empty={
          filterProps.filteringText === '' ? (
            <EmptyState title={t('configure.plan.none.title')} text={t('configure.plan.none.text')} />
          ) : (
            <Box textAlign="center">
              <EmptyState title={t('configure.plan.noMatch.title')} text={t('configure.plan.noMatch.text')} />
              <Button onClick={() => actions.setFiltering('')}>{t('configure.plan.clear')}</Button>
            </Box>
          )
        }
        header={
          <Header
            variant="h2"
            counter={`(${offers.length})`}
            description={isMissing ? <Box color="text-status-error">{t('configure.plan.missing')}</Box> : undefined}
          >
            {t('configure.plan')}
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder={t('configure.plan.find')}
            filteringAriaLabel={t('configure.plan.find')}
            countText={t('configure.plan.count', { count: filteredItemsCount ?? 0 })}
          />
        }
        {...(offers.length > pageSize ? { pagination: <Pagination {...paginationProps} /> } : {})}
        ariaLabels={{
          tableLabel: t('configure.plan'),
          selectionGroupLabel: t('configure.plan'),
          itemSelectionLabel: (_, { planName }) => t('configure.plan.select', { plan: planName }),
        }}
      />
    </div>
  )
}

function usePlanColumns(offers: readonly Offer[]): TableProps.ColumnDefinition<Offer>[] {
  const t = useText()
  return [
    {
      id: 'plan',
      header: t('configure.plan'),
      isRowHeader: true,
      sortingField: 'planName',
      cell: (plan) => <PlanName planId={plan.planId} planName={plan.planName} />,
    },
    {
      id: 'price',
      header: t(offers[0]?.per === 'hour' ? 'configure.price.hour' : 'configure.price.month'),
      sortingComparator: comparePrices,
      cell: (offer) => <OfferPrice offer={offer} />,
    },
    {
      id: 'specification',
      header: t('selectProducts.specification'),
      cell: ({ specification }) => specificationText(specification),
    },
  ]
}

function matches({ planId, planName, specification }: Offer, text: string): boolean {
  const words = `${planId} ${planName} ${specificationText(specification)}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}
