import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { AuthorizationState as State } from '#contract/authorizations.ts'
import { useSession } from '#console/api/session.ts'
import { useCodeText, useText } from '#console/text/text.tsx'

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
  const t = useText()
  const code = useCodeText()
  const { account } = useSession()
  const waitsForUs = state === 'pending' && account.kind === 'customer'
  const text = waitsForUs ? t('myPartner.waitsForYou') : code('authorizationState', state)
  return <StatusIndicator type={signs[state] ?? 'info'}>{text}</StatusIndicator>
}
