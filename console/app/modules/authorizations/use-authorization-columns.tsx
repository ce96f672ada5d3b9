import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { listText } from '#console/ui/list-text.ts'
import { AuthorizationLimits } from './authorization-limits.tsx'

type Column = TableProps.ColumnDefinition<AuthorizationView>

/** A partner's requests and grants: for whom, what they allow in plain words, and what is left. */
export function useAuthorizationColumns(open: (id: string) => void): Column[] {
  const t = useText()
  return [
    {
      id: 'customer',
      header: t('authorizations.customer'),
      isRowHeader: true,
      minWidth: 160,
      cell: ({ customer }) => <Link href={paths.customer(customer.id)}>{customer.name}</Link>,
    },
    {
      id: 'state',
      header: t('authorizations.state'),
      minWidth: 160,
      cell: ({ state }) => <AuthorizationState state={state} />,
    },
    ...useScopeColumns(),
    {
      id: 'requested',
      header: t('authorizations.requestedAt'),
      minWidth: 150,
      cell: ({ requestedAt }) => <Instant at={requestedAt} />,
    },
    {
      id: 'details',
      header: t('authorizations.details'),
      minWidth: 110,
      cell: ({ id, customer }) => (
        <Button
          variant="inline-link"
          ariaLabel={t('authorizations.detailsOf', { customer: customer.name })}
          onClick={() => open(id)}
        >
          {t('authorizations.details')}
        </Button>
      ),
    },
  ]
}

function useScopeColumns(): Column[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  return [
    {
      id: 'actions',
      header: t('authorizations.allows'),
      minWidth: 220,
      cell: ({ scope }) => {
        const actions = scope.actions.map((action) => code('scopeAction', action))
        return listText(actions, language)
      },
    },
    {
      id: 'limits',
      header: t('authorizations.limits'),
      minWidth: 220,
      cell: ({ scope, remaining }) => <AuthorizationLimits scope={scope} remaining={remaining} />,
    },
    {
      id: 'validUntil',
      header: t('authorizations.validUntil'),
      minWidth: 150,
      cell: ({ scope }) => (scope.validUntil === undefined ? '–' : <Instant at={scope.validUntil} />),
    },
  ]
}
