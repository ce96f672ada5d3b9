import type { AuthorizationView, Scope } from '#contract/authorizations.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from './instant-text.ts'
import { listText } from './list-text.ts'
import { moneyText } from './money-text.ts'

/** What is left of an authorization's limits. */
export type Remaining = AuthorizationView['remaining']

/** What costs money. */
const spending: readonly string[] = ['purchase_yearly_monthly', 'enable_pay_per_use']

/** What an authorization allows, up to which amounts and until when, as plain sentences: one for each line. */
export function useScopeLines(scope: Scope, remaining: Remaining = null): string[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const { serviceFamilies = [], longestTermMonths, validFrom, validUntil, autoExtend } = scope
  const families = serviceFamilies.map((family) => code('serviceFamily', family))
  const limits = useScopeLimitLines(scope, remaining)
  const isUnlimited = limits.length === 0 && scope.actions.some((action) => spending.includes(action))
  const dated = (at: string) => instantText(at, language)
  return [
    ...scope.actions.map((action) => code('scopeAction', action)),
    families.length === 0 ? t('scope.everyProduct') : t('scope.products', { families: listText(families, language) }),
    ...(longestTermMonths === undefined ? [] : [t('scope.longestTerm', { months: longestTermMonths })]),
    ...(isUnlimited ? [t('scope.unlimited')] : limits),
    ...(validFrom === undefined ? [] : [t('scope.validFrom', { from: dated(validFrom) })]),
    ...(validUntil === undefined ? [] : [t('scope.validUntil', { until: dated(validUntil) })]),
    ...(autoExtend ? [t('scope.autoExtend')] : []),
  ]
}

/** The amounts and numbers alone, with what is left of them where that is known. */
export function useScopeLimitLines(scope: Scope, remaining: Remaining = null): string[] {
  const t = useText()
  const language = useLanguage()
  const { maxOrderAmount, maxMonthAmount, maxOrders } = scope
  const lines: string[] = []
  if (maxOrderAmount) lines.push(t('scope.perOrder', { amount: moneyText(maxOrderAmount, language) }))
  if (maxMonthAmount) {
    const amount = moneyText(maxMonthAmount, language)
    const monthAmount = remaining?.monthAmount ?? null
    const left = monthAmount === null ? null : moneyText({ ...maxMonthAmount, amount: monthAmount }, language)
    lines.push(left === null ? t('scope.perMonth', { amount }) : t('scope.perMonthLeft', { amount, left }))
  }
  if (maxOrders !== undefined) {
    const left = remaining?.orders ?? null
    lines.push(
      left === null ? t('scope.orders', { count: maxOrders }) : t('scope.ordersLeft', { count: maxOrders, left }),
    )
  }
  return lines
}
