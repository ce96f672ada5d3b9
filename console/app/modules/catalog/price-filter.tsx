import Grid from '@cloudscape-design/components/grid'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useText } from '#console/text/text.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import { RegionChoice } from './region-choice.tsx'
import type { PriceList } from './use-price-list.ts'

/** Looks for plans by words, in one region; both are kept in the URL. */
export function PriceFilter({ list }: { list: PriceList | undefined }) {
  const t = useText()
  const { find = '' } = useSearch()
  const changeSearch = useChangeSearch()
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, xs: 7 } }, { colspan: { default: 12, xs: 5 } }]}>
      <TextFilter
        filteringText={find}
        filteringAriaLabel={t('catalog.find')}
        filteringPlaceholder={t('catalog.find')}
        onChange={({ detail }) =>
          changeSearch({ find: detail.filteringText || undefined, page: undefined }, { replace: true })
        }
      />
      <RegionChoice list={list} />
    </Grid>
  )
}
