import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { RichText, useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import type { Broker } from './broker.ts'

const signs: Readonly<Record<Broker['state'], StatusIndicatorProps.Type>> = {
  unknown: 'pending',
  reachable: 'success',
  unreachable: 'error',
}

/** Whether a broker answers, since when, and what it said when it did not. */
export function BrokerState({ broker }: { broker: Broker }) {
  const t = useText()
  const code = useCodeText()
  const { state, stateSince, lastError } = broker
  return (
    <>
      <StatusIndicator type={signs[state] ?? 'info'} wrapText={false}>
        {code('brokerState', state)}
      </StatusIndicator>
      {stateSince !== null && (
        <Box variant="small" display="block">
          <RichText id="brokers.since" values={{ at: <Instant at={stateSince} /> }} />
        </Box>
      )}
      {lastError !== null && (
        <Box variant="small" display="block">
          {t('brokers.error', { error: lastError })}
        </Box>
      )}
    </>
  )
}
