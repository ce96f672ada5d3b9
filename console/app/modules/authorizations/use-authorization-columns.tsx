import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import type { TableProps } from '@cloudscape-design/components/table'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { RichText, useCodeText, useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
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
      minWidth: 180,
      cell: ({ id, customer, requestedAt }) => (
        <>
          <Button variant="inline-link" onClick={() => open(id)}>
            {customer.name}
          </Button>
          <Box variant="small" display="block">
            <RichText id="authorizations.requestedAtText" values={{ at: <Instant at={requestedAt} /> }} />
          </Box>
        </>
      ),
    },
    {
      id: 'state',
      header: t('authorizations.state'),
      minWidth: 160,
      cell: ({ state }) => <AuthorizationState state={state} />,
    },
    ...useScopeColumns(),
  ]
}

function useScopeColumns(): Column[] {
  const t = useText()
  const code = useCodeText()
  return [
    {
      id: 'actions',
      header: t('authorizations.allows'),
      minWidth: 220,
      cell: ({ scope }) => scope.actions.map((action) => code('scopeAction', action)).join(' · '),
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
