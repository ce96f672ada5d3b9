import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { RichText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import type { Broker } from './broker.ts'

const signs: Readonly<Record<Broker['importState'], StatusIndicatorProps.Type>> = {
  never: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
}

/** Where the last import of a broker's catalog stands, and what holds meanwhile. */
export function BrokerCatalog({ broker }: { broker: Broker }) {
  const t = useText()
  const { importState, importedAt, importError } = broker
  return (
    <>
      <StatusIndicator type={signs[importState] ?? 'info'} wrapText={false}>
        {t(`brokers.catalog.${importState}`)}
      </StatusIndicator>
      {importState === 'failed' && importError !== null && (
        <Box variant="small" display="block">
          {t('brokers.error', { error: importError })}
        </Box>
      )}
      {importedAt !== null && (
        <Box variant="small" display="block">
          <RichText
            id={importState === 'done' ? 'brokers.catalog.at' : 'brokers.catalog.kept'}
            values={{ at: <Instant at={importedAt} /> }}
          />
        </Box>
      )}
    </>
  )
}
