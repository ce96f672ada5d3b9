import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { OrderState as State } from '#contract/orders.ts'
import { useCodeText } from '#console/text/text.tsx'

const signs: Readonly<Record<State, StatusIndicatorProps.Type>> = {
  pending_approval: 'pending',
  pending_payment: 'pending',
  processing: 'in-progress',
  completed: 'success',
  partially_completed: 'warning',
  failed: 'error',
  canceled: 'stopped',
  rejected: 'stopped',
}

/** The state of an order in words, with a sign that does not speak by colour alone. */
export function OrderState({ state }: { state: State }) {
  const code = useCodeText()
  return <StatusIndicator type={signs[state] ?? 'info'}>{code('orderState', state)}</StatusIndicator>
}
