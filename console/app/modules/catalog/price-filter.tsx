import Grid from '@cloudscape-design/components/grid'
import Select from '@cloudscape-design/components/select'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useText } from '#console/text/text.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import type { Offer } from './use-offers.ts'

/** Looks for plans by words and by region, both kept in the URL. */
export function PriceFilter({ offers }: { offers: readonly Offer[] }) {
  const t = useText()
  const { nameOf } = useRegionNames()
  const { find = '', region = '' } = useSearch()
  const changeSearch = useChangeSearch()
  const change = (name: 'find' | 'region', value: string) =>
    changeSearch({ [name]: value === '' ? undefined : value, page: undefined }, { replace: true })
  const regions = [...new Set(offers.map((offer) => offer.region))]
  const options = [
    { value: '', label: t('catalog.allRegions') },
    ...regions.map((value) => ({ value, label: nameOf(value) })),
  ]
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, xs: 7 } }, { colspan: { default: 12, xs: 5 } }]}>
      <TextFilter
        filteringText={find}
        filteringAriaLabel={t('catalog.find')}
        filteringPlaceholder={t('catalog.find')}
        onChange={({ detail }) => change('find', detail.filteringText)}
      />
      <Select
        ariaLabel={t('catalog.region')}
        options={options}
        selectedOption={options.find(({ value }) => value === region) ?? null}
        expandToViewport
        onChange={({ detail }) => change('region', detail.selectedOption.value ?? '')}
      />
    </Grid>
  )
}
