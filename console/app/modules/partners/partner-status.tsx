import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { RichText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'

/** Whether a partner is frozen, and since when. */
export function PartnerStatus({ frozenAt }: { frozenAt: string | null }) {
  const t = useText()
  if (frozenAt === null) return <StatusIndicator wrapText={false}>{t('partners.active')}</StatusIndicator>
  return (
    <>
      <StatusIndicator type="stopped" wrapText={false}>
        {t('partners.frozen')}
      </StatusIndicator>
      <div>
        <RichText id="partners.since" values={{ at: <Instant at={frozenAt} /> }} />
      </div>
    </>
  )
}
