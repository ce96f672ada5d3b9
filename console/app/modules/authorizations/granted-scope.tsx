import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useText } from '#console/text/text.tsx'
import { type ScopeRow, useScopeRows } from './use-scope-rows.tsx'

/** What was asked beside what was granted, and what is left of it now. */
export function GrantedScope({ authorization }: { authorization: AuthorizationView }) {
  const t = useText()
  const rows = useScopeRows(authorization)
  const wasGranted = authorization.approvalMode !== null
  const columns: TableProps.ColumnDefinition<ScopeRow>[] = [
    { id: 'what', header: t('myAuthorization.scope.what'), isRowHeader: true, minWidth: 160, cell: ({ what }) => what },
    { id: 'asked', header: t('myAuthorization.scope.asked'), minWidth: 220, cell: ({ asked }) => asked },
    { id: 'granted', header: t('myAuthorization.scope.granted'), minWidth: 220, cell: ({ granted }) => granted },
    { id: 'left', header: t('myAuthorization.scope.left'), minWidth: 130, cell: ({ left }) => left },
  ]
  const isShown: Readonly<Record<string, boolean>> = { granted: wasGranted, left: authorization.remaining !== null }
  const title = t(wasGranted ? 'myAuthorization.scope' : 'myAuthorization.scope.was')
  return (
    <Table
      header={<Header variant="h2">{title}</Header>}
      ariaLabels={{ tableLabel: title }}
      items={rows}
      trackBy="what"
      columnDefinitions={columns.filter(({ id = '' }) => isShown[id] ?? true)}
      wrapLines
    />
  )
}
