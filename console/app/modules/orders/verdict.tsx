import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { WhyNotButton } from '#console/app/modules/acting/why-not-button.tsx'
import { useText } from '#console/text/text.tsx'
import { Reasons } from '#console/ui/reasons.tsx'
import type { Quote } from './use-quote.ts'
import type { WishedOrder } from './wished-order.ts'

interface VerdictProps extends Pick<Quote, 'verdict' | 'needsApproval'> {
  /** What is to be ordered, where that is known. */
  readonly order?: WishedOrder
}

/** Whether an order would be allowed; if not, each wall in its way, who can mend it, and how. */
export function Verdict({ verdict: { allowed, reasons }, needsApproval, order }: VerdictProps) {
  const t = useText()
  if (allowed)
    return (
      <SpaceBetween size="xxs">
        <StatusIndicator type="success">{t('summary.allowed')}</StatusIndicator>
        {needsApproval && <StatusIndicator type="pending">{t('summary.needsApproval')}</StatusIndicator>}
      </SpaceBetween>
    )
  return (
    <div>
      <Box variant="h3">
        <StatusIndicator type="error">{t('summary.whyNot')}</StatusIndicator>
      </Box>
      <Reasons reasons={reasons} />
      <WhyNotButton {...(order ? { order } : {})} />
    </div>
  )
}
