import Select from '@cloudscape-design/components/select'
import { authorizationSorts } from '#contract/authorizations.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'

interface AuthorizationSortProps {
  readonly sort: string | undefined
  readonly change: (change: { readonly sort: string | undefined }) => void
}

const texts: Readonly<Record<(typeof authorizationSorts)[number], PlainTextKey>> = {
  '-requestedAt': 'authorizations.newestFirst',
  validUntil: 'authorizations.nextToEndFirst',
  '-decidedAt': 'authorizations.newestDecisionFirst',
}

/** In which order authorizations are listed. */
export function AuthorizationSort({ sort, change }: AuthorizationSortProps) {
  const t = useText()
  const options = authorizationSorts.map((value) => ({ value, label: t(texts[value]) }))
  return (
    <Select
      ariaLabel={t('list.order')}
      options={options}
      selectedOption={options.find(({ value }) => value === sort) ?? options[0] ?? null}
      onChange={({ detail }) => change({ sort: detail.selectedOption.value })}
    />
  )
}
