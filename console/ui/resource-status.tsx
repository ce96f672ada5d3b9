import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { ResourceStatus as Status } from '#contract/resources.ts'
import { useCodeText } from '#console/text/text.tsx'

const signs: Readonly<Record<Status, StatusIndicatorProps.Type>> = {
  creating: 'in-progress',
  in_use: 'success',
  normal: 'success',
  changing: 'in-progress',
  grace_period: 'warning',
  expired: 'warning',
  frozen: 'error',
  closing: 'in-progress',
  closed: 'stopped',
}

/** The status of a resource in words, with a sign that does not speak by colour alone. */
export function ResourceStatus({ status }: { status: Status }) {
  const code = useCodeText()
  return <StatusIndicator type={signs[status] ?? 'info'}>{code('resourceStatus', status)}</StatusIndicator>
}
