import { AuthorizationState } from '#contract/authorizations.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { useText } from '#console/text/text.tsx'
import type { FilterField } from '#console/ui/filter-query.ts'

/** What a partner's authorizations are searched by. */
export function useAuthorizationFields(): FilterField[] {
  const t = useText()
  const choicesOf = useCodeChoices()
  return [
    {
      kind: 'choice',
      name: 'state',
      label: t('authorizations.state'),
      choices: choicesOf('authorizationState', AuthorizationState.options),
    },
    { kind: 'text', name: 'customerId', label: t('authorizations.customerId'), exact: true },
    { kind: 'days', label: t('authorizations.validUntil'), from: 'validUntilFrom', to: 'validUntilTo' },
    { kind: 'days', label: t('authorizations.decidedAt'), from: 'decidedFrom' },
  ]
}
