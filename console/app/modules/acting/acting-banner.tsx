import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import type { ActingSession } from '#console/api/acting-session.ts'
import { actingTime } from '#console/app/acting-time.ts'
import { useSwitchRole } from '#console/app/use-switch-role.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { useNow } from '#console/ui/clock.ts'
import { useScopeSummary } from './use-scope-summary.ts'
import { useTimeWarning } from './use-time-warning.tsx'

/** Stands above every page of an acting tab: for whom somebody acts, as whom, how long yet, and what is allowed. */
export function ActingBanner({ acting }: { acting: ActingSession }) {
  const t = useText()
  const { minutesLeft, endsSoonBy } = actingTime(acting, useNow())
  const allowed = useScopeSummary(acting)
  const { switchRole, isLeaving } = useSwitchRole()
  useTimeWarning(endsSoonBy)
  const { customerName, memberName, partnerName } = acting
  return (
    <section className="acting-banner" aria-label={t('acting.banner')}>
      <Box color="inherit">
        <RichText
          id="acting.who"
          values={{ customer: <strong>{customerName}</strong>, member: memberName, partner: partnerName }}
        />
        {' · '}
        <strong>{t('acting.timeLeft', { minutes: minutesLeft })}</strong>
        {' · '}
        {t('acting.allowed', { what: allowed })}
      </Box>
      <Button loading={isLeaving} loadingText={t('frame.switchRole')} onClick={switchRole}>
        {t('frame.switchRole')}
      </Button>
    </section>
  )
}
