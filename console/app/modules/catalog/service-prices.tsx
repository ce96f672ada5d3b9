import { useState } from 'react'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { NoMatch } from '#console/ui/no-match.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import type { Service } from './family-cards.tsx'
import { ParametersDialog } from './parameters-dialog.tsx'
import { PriceFilter } from './price-filter.tsx'
import { matchesWords, type PriceRow, priceRows } from './price-rows.ts'
import { specificationText } from './specification-text.ts'
import { type Offer, usePriceList } from './use-price-list.ts'
import { usePriceText } from './use-price-text.ts'
import { YearlyDiscounts } from './yearly-discounts.tsx'

const rowsPerPage = 20

interface ServicePricesProps {
  readonly serviceId: string
  /** How it is called; undefined while that is on its way. */
  readonly service: Service | undefined
}

/** The plans of one service and what they cost in a region, in each billing mode. */
export function ServicePrices({ serviceId, service }: ServicePricesProps) {
  const t = useText()
  const [shown, setShown] = useState<Offer | null>(null)
  const { find = '', region, page } = useSearch()
  const list = usePriceList(serviceId, region)
  const changeSearch = useChangeSearch()
  const rows = priceRows(list.data?.offers ?? [])
  const found = rows.filter((row) => matchesWords(row, find.trim()))
  const pages = Math.max(1, Math.ceil(found.length / rowsPerPage))
  const current = Math.min(pages, Math.max(1, Math.trunc(Number(page)) || 1))
  const [first] = rows
  const columns = useColumns(setShown)
  if (list.error) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <Table
        items={found.slice((current - 1) * rowsPerPage, current * rowsPerPage)}
        trackBy="id"
        loading={list.isPending || list.isPlaceholderData}
        loadingText={t('common.loading')}
        wrapLines
        stickyHeader
        header={
          <Header
            variant="h2"
            counter={list.data ? `(${found.length})` : ''}
            description={service?.description}
            info={first && <Box variant="small">{t('catalog.currency', { currency: first.plan.price.currency })}</Box>}
          >
            {service?.name ?? t('common.loading')}
          </Header>
        }
        ariaLabels={{ tableLabel: t('catalog.prices') }}
        columnDefinitions={columns}
        filter={<PriceFilter list={list.data} />}
        pagination={
          <Pagination
            currentPageIndex={current}
            pagesCount={pages}
            onChange={({ detail }) =>
              changeSearch({ page: detail.currentPageIndex === 1 ? undefined : String(detail.currentPageIndex) })
            }
          />
        }
        empty={
          rows.length === 0 ? (
            <EmptyState title={t('catalog.noPlans')} text={t('catalog.noPlans.text')} />
          ) : (
            <NoMatch clear={() => changeSearch({ find: undefined, page: undefined })} />
          )
        }
      />
      {shown && <ParametersDialog offer={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function useColumns(onSettings: (offer: Offer) => void): TableProps.ColumnDefinition<PriceRow>[] {
  const t = useText()
  const code = useCodeText()
  const { nameOf } = useRegionNames()
  const priceText = usePriceText()
  const price = (offer: Offer | null) => (offer ? priceText(offer) : t('catalog.notOffered'))
  return [
    {
      id: 'plan',
      header: t('catalog.plan'),
      isRowHeader: true,
      minWidth: 180,
      cell: ({ plan: { planName, planId } }) => (
        <>
          {planName}
          <Box variant="small" display="block">
            {planId}
          </Box>
        </>
      ),
    },
    {
      id: 'specification',
      header: t('catalog.specification'),
      minWidth: 140,
      cell: ({ plan }) => specificationText(plan.specification),
    },
    {
      id: 'monthly',
      header: code('billingMode', 'yearly_monthly'),
      minWidth: 200,
      cell: ({ monthly }) => (
        <>
          {price(monthly)}
          <YearlyDiscounts offer={monthly} />
        </>
      ),
    },
    { id: 'hourly', header: code('billingMode', 'pay_per_use'), minWidth: 150, cell: ({ hourly }) => price(hourly) },
    {
      id: 'settings',
      header: t('catalog.settings'),
      minWidth: 90,
      cell: ({ plan }) => (
        <Button
          variant="inline-link"
          ariaLabel={t('catalog.settings.label', { plan: plan.planName, region: nameOf(plan.region) })}
          onClick={() => onSettings(plan)}
        >
          {t('catalog.settings.see')}
        </Button>
      ),
    },
  ]
}
