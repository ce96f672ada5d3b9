import Select from '@cloudscape-design/components/select'
import type { BillingMode } from '#contract/catalog.ts'
import { resourceSorts } from '#contract/resources.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'

interface ResourceSortProps {
  readonly billingMode: BillingMode
  readonly sort: string | undefined
  readonly change: (change: { readonly sort: string | undefined }) => void
}

type Sort = (typeof resourceSorts)[number]
const texts: Readonly<Record<Sort, PlainTextKey>> = {
  '-createdAt': 'resources.newestFirst',
  expiresAt: 'resources.nextToExpireFirst',
}

/** In which order resources are listed; what does not expire has only one. */
export function ResourceSort({ billingMode, sort, change }: ResourceSortProps) {
  const t = useText()
  if (billingMode === 'pay_per_use') return null
  const options = resourceSorts.map((value) => ({ value, label: t(texts[value]) }))
  const [first] = options
  return (
    <Select
      ariaLabel={t('list.order')}
      options={options}
      selectedOption={options.find(({ value }) => value === sort) ?? first ?? null}
      onChange={({ detail }) => change({ sort: detail.selectedOption.value })}
    />
  )
}
