import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { budgetAlertPercents } from '#contract/budgets.ts'
import { useLanguage } from '#console/text/text.tsx'

const [noticeAt, warnAt, fullAt] = budgetAlertPercents

/** How much of a budget is used, in per cent, with a sign from the first alert on. */
export function BudgetUse({ percent }: { percent: number }) {
  const language = useLanguage()
  const text = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100)
  return <StatusIndicator type={signOf(percent)}>{text}</StatusIndicator>
}

function signOf(percent: number): StatusIndicatorProps.Type {
  if (percent >= fullAt) return 'error'
  if (percent >= warnAt) return 'warning'
  return percent >= noticeAt ? 'info' : 'success'
}
