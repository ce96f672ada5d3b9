import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import { useNavigate } from '@tanstack/react-router'
import { useText } from '#console/text/text.tsx'

export interface Suggestion {
  readonly href: string
  readonly label: string
  readonly description: string
}

interface SearchBoxProps {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly groups: readonly { readonly heading: string; readonly suggestions: readonly Suggestion[] }[]
  readonly status: NonNullable<AutosuggestProps['statusType']>
  /** Where everything is listed that the text finds, and how that is called. */
  readonly all: { readonly href: string; readonly text: string }
}

/** A box that suggests while it is written into; choosing a suggestion leads there. */
export function SearchBox({ label, text, onText, groups, status, all }: SearchBoxProps) {
  const t = useText()
  const navigate = useNavigate()
  const go = (href: string) => {
    onText('')
    void navigate({ href })
  }
  return (
    <Autosuggest
      ariaLabel={label}
      placeholder={label}
      value={text}
      // The text of an option is where it leads; only what is typed is text of the box.
      onChange={({ detail }) => onText(detail.value.startsWith('/') ? '' : detail.value)}
      onSelect={({ detail }) => go(detail.selectedOption ? detail.value : all.href)}
      enteredTextLabel={() => all.text}
      filteringType="manual"
      statusType={status}
      loadingText={t('common.loading')}
      errorText={t('frame.search.failed')}
      empty={t('frame.search.none')}
      clearAriaLabel={t('frame.search.clear')}
      options={groups
        .filter(({ suggestions }) => suggestions.length > 0)
        .map(({ heading, suggestions }) => ({
          label: heading,
          options: suggestions.map(({ href, ...said }) => ({ value: href, ...said })),
        }))}
    />
  )
}
