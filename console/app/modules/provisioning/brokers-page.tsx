import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import type { TableProps } from '@cloudscape-design/components/table'
import { useApi } from '#console/api/use-api.ts'
import { useCallback, useState } from 'react'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { BrokerCatalog } from './broker-catalog.tsx'
import { BrokerState } from './broker-state.tsx'
import { ImportCatalog } from './import-catalog.tsx'
import type { Broker } from './broker.ts'
import { type AwaitedImports, useImportNotices } from './use-import-notices.ts'

const importingEveryMs = 1_000
const restingEveryMs = 15_000

/** The brokers, asked for again by itself: more often while an import that was started here is under way. */
export function BrokersPage() {
  const t = useText()
  const [awaited, setAwaited] = useState<AwaitedImports>({})
  const isAwaiting = Object.keys(awaited).length > 0
  const list = useApi('listBrokers', {}, { everyMs: isAwaiting ? importingEveryMs : restingEveryMs })
  const columns = useColumns((brokerId, requestedAt) =>
    setAwaited((before) => ({ ...before, [brokerId]: requestedAt })),
  )
  const onEnded = useCallback((brokerId: string) => setAwaited((before) => without(before, brokerId)), [])
  useImportNotices(list.data?.items, awaited, onEnded)
  return (
    <Page title={t('brokers.title')} description={t('brokers.description')} help="brokers.help">
      <ListTable
        title={t('brokers.list')}
        list={list}
        columns={columns}
        empty={<EmptyState title={t('brokers.empty')} text={t('brokers.empty.text')} />}
        clear={null}
      />
    </Page>
  )
}

function without(awaited: AwaitedImports, brokerId: string): AwaitedImports {
  return Object.fromEntries(Object.entries(awaited).filter(([id]) => id !== brokerId))
}

function useColumns(onImport: (brokerId: string, requestedAt: string) => void): TableProps.ColumnDefinition<Broker>[] {
  const t = useText()
  return [
    {
      id: 'name',
      header: t('brokers.name'),
      isRowHeader: true,
      cell: ({ name, url }) => (
        <>
          {name}
          <Box variant="small" display="block">
            {url}
          </Box>
        </>
      ),
    },
    { id: 'state', header: t('brokers.state'), cell: (broker) => <BrokerState broker={broker} /> },
    {
      id: 'checked',
      header: t('brokers.checked'),
      cell: ({ checkedAt }) => (checkedAt === null ? t('brokers.notYet') : <Instant at={checkedAt} />),
    },
    {
      id: 'waiting',
      header: t('brokers.waiting'),
      minWidth: 110,
      cell: ({ waiting }) =>
        waiting === 0 ? (
          t('brokers.waiting.none')
        ) : (
          <Badge color="severity-medium">{t('brokers.waiting.count', { count: waiting })}</Badge>
        ),
    },
    { id: 'catalog', header: t('brokers.catalog'), cell: (broker) => <BrokerCatalog broker={broker} /> },
    {
      id: 'import',
      header: t('brokers.actions'),
      minWidth: 130,
      cell: (broker) => <ImportCatalog broker={broker} onRequested={onImport} />,
    },
  ]
}
