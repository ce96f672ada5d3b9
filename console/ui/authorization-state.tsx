import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { AuthorizationState as State } from '#contract/authorizations.ts'
import { useCodeText } from '#console/text/text.tsx'

const signs: Readonly<Record<State, StatusIndicatorProps.Type>> = {
  pending: 'pending',
  active: 'success',
  rejected: 'error',
  canceled: 'stopped',
  lapsed: 'stopped',
  expired: 'stopped',
  revoked: 'error',
  ended: 'stopped',
}

/** The state of an authorization in words, with a sign that does not speak by colour alone. */
export function AuthorizationState({ state }: { state: State }) {
  const code = useCodeText()
  return <StatusIndicator type={signs[state] ?? 'info'}>{code('authorizationState', state)}</StatusIndicator>
}
