import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { useNow } from '#console/ui/clock.ts'
import { Instant } from '#console/ui/instant.tsx'

export type ApiKey = AnswerOf<'listApiKeys'>['items'][number]

/** What a member sees of a key: everything but its secret. */
export function useKeyColumns(revoke: (key: ApiKey) => void): TableProps.ColumnDefinition<ApiKey>[] {
  const t = useText()
  const now = useNow()
  const isLive = ({ revokedAt, expiresAt }: ApiKey) => revokedAt === null && Date.parse(expiresAt) > now
  return [
    {
      id: 'name',
      header: t('apiKeys.name'),
      isRowHeader: true,
      minWidth: 160,
      cell: ({ name, prefix }) => (
        <>
          {name}
          <Box variant="code" display="block">
            {prefix}…
          </Box>
        </>
      ),
    },
    {
      id: 'state',
      header: t('apiKeys.state'),
      minWidth: 110,
      cell: (key) => (
        <StatusIndicator type={isLive(key) ? 'success' : 'stopped'}>
          {t(key.revokedAt !== null ? 'apiKeys.revoked' : isLive(key) ? 'apiKeys.live' : 'apiKeys.expired')}
        </StatusIndicator>
      ),
    },
    {
      id: 'permissions',
      header: t('apiKeys.permissions'),
      minWidth: 220,
      cell: ({ permissions }) => permissions.join(', '),
    },
    { id: 'expiresAt', header: t('apiKeys.expiresAt'), minWidth: 170, cell: (key) => <Instant at={key.expiresAt} /> },
    {
      id: 'lastUsedAt',
      header: t('apiKeys.lastUsedAt'),
      minWidth: 170,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('apiKeys.neverUsed') : <Instant at={lastUsedAt} />),
    },
    {
      id: 'end',
      header: t('apiKeys.actions'),
      minWidth: 110,
      cell: (key) =>
        isLive(key) && (
          <Button
            variant="inline-link"
            ariaLabel={t('apiKeys.revoke.label', { name: key.name })}
            onClick={() => revoke(key)}
          >
            {t('apiKeys.revoke')}
          </Button>
        ),
    },
  ]
}
