import Select from '@cloudscape-design/components/select'
import { useQuery } from '@tanstack/react-query'
import { ownApi } from '#console/api/own-api.ts'
import { sandboxMailQuery } from '#console/api/sandbox-mail.ts'
import { useText } from '#console/text/text.tsx'
import { useChangeSearch } from '#console/ui/use-list-state.ts'

/** Whose mail is shown: anybody's who has got some, or everybody's. */
export function RecipientFilter({ to }: { to: string | undefined }) {
  const t = useText()
  const changeSearch = useChangeSearch()
  const { data } = useQuery(sandboxMailQuery(undefined), ownApi.queries)
  const addresses = new Set([...(data ?? []).map((mail) => mail.to), ...(to === undefined ? [] : [to])])
  const everybody = { value: '', label: t('mail.everybody') }
  const options = [everybody, ...[...addresses].toSorted().map((value) => ({ value, label: value }))]
  return (
    <Select
      ariaLabel={t('mail.filter')}
      inlineLabelText={t('mail.filter')}
      filteringType="auto"
      expandToViewport
      options={options}
      selectedOption={options.find(({ value }) => value === to) ?? everybody}
      onChange={({ detail }) => changeSearch({ to: detail.selectedOption.value || undefined })}
    />
  )
}
