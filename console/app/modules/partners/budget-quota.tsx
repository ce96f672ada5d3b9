import ProgressBar from '@cloudscape-design/components/progress-bar'
import { useLanguage, useText } from '#console/text/text.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import { percentOf } from '#console/ui/percent-of.ts'
import type { Reseller } from './reseller.ts'

/** How much of a reseller's quota its budgets have taken. */
export function BudgetQuota({ reseller }: { reseller: Reseller }) {
  const t = useText()
  const language = useLanguage()
  const { name, budgets, permission } = reseller
  const quota = permission.budgetQuota
  const given = moneyText(budgets, language)
  if (quota === null) return t('resellers.quota.none', { budgets: given })
  return (
    <ProgressBar
      value={percentOf(budgets, quota)}
      ariaLabel={t('resellers.quota.label', { name })}
      additionalInfo={t('resellers.quota.use', { budgets: given, quota: moneyText(quota, language) })}
    />
  )
}
