import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useText } from '#console/text/text.tsx'

/** A permission that is given or not, in words and by a sign. */
export function Allowed({ is }: { is: boolean }) {
  const t = useText()
  return (
    <StatusIndicator type={is ? 'success' : 'stopped'} wrapText={false}>
      {t(is ? 'resellers.allowed' : 'resellers.notAllowed')}
    </StatusIndicator>
  )
}
