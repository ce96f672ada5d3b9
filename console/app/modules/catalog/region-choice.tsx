import Select from '@cloudscape-design/components/select'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useText } from '#console/text/text.tsx'
import { useChangeSearch } from '#console/ui/use-list-state.ts'
import type { PriceList } from './use-price-list.ts'

/** Whose prices are shown, kept in the URL. */
export function RegionChoice({ list }: { list: PriceList | undefined }) {
  const t = useText()
  const { nameOf } = useRegionNames()
  const changeSearch = useChangeSearch()
  const { regions = [], region = null } = list ?? {}
  const options = regions.map((value) => ({ value, label: nameOf(value) }))
  return (
    <Select
      ariaLabel={t('catalog.region')}
      options={options}
      selectedOption={region === null ? null : { value: region, label: nameOf(region) }}
      placeholder={t('configure.choose')}
      filteringType={options.length > 8 ? 'auto' : 'none'}
      expandToViewport
      onChange={({ detail }) =>
        changeSearch({ region: detail.selectedOption.value, page: undefined }, { replace: true })
      }
    />
  )
}
