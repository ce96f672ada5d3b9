import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { Instant } from '#console/ui/instant.tsx'

type Resource = AnswerOf<'listResources'>['items'][number]

const dayMs = 86_400_000
const soonDays = 30
const gone: readonly string[] = ['closed', 'closing']

/** When a resource expires: marked when that is soon or past, unless it renews itself. */
export function Expiry({
  resource: { expiresAt, autoRenew, status },
}: {
  resource: Pick<Resource, 'expiresAt' | 'autoRenew' | 'status'>
}) {
  const t = useText()
  if (expiresAt === null) return '–'
  const leftDays = Math.ceil((Date.parse(expiresAt) - clockNow()) / dayMs)
  const isMarked = leftDays <= soonDays && !gone.includes(status)
  if (!isMarked) return <Instant at={expiresAt} />
  const text = leftDays <= 0 ? t('resources.expired') : t('resources.expiresIn', { days: leftDays })
  return (
    <>
      <StatusIndicator type={leftDays <= 0 ? 'error' : autoRenew ? 'info' : 'warning'}>{text}</StatusIndicator>
      <Box variant="small" display="block">
        <Instant at={expiresAt} />
      </Box>
    </>
  )
}
