import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useText } from '#console/text/text.tsx'
import { Reasons } from '#console/ui/reasons.tsx'
import type { Quote } from './use-quote.ts'

/** Whether an order would be allowed; if not, each wall in its way, who can mend it, and how. */
export function Verdict({ verdict: { allowed, reasons } }: { verdict: Quote['verdict'] }) {
  const t = useText()
  if (allowed) return <StatusIndicator type="success">{t('summary.allowed')}</StatusIndicator>
  return (
    <div>
      <Box variant="h3">
        <StatusIndicator type="error">{t('summary.whyNot')}</StatusIndicator>
      </Box>
      <Reasons reasons={reasons} />
    </div>
  )
}
