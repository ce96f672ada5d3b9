import type { ReactNode } from 'react'
import type { AuthorizationView, Scope } from '#contract/authorizations.ts'
import type { Money } from '#contract/money.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { listText } from '#console/ui/list-text.ts'
import { moneyText } from '#console/ui/money-text.ts'

export interface ScopeRow {
  readonly what: string
  readonly asked: ReactNode
  readonly granted: ReactNode
  readonly left: string
}

type Written = Omit<ScopeRow, 'what' | 'left'>

/** A row for each part of a scope: asked, granted, and left. */
export function useScopeRows({ requestedScope, scope, remaining }: AuthorizationView): ScopeRow[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const both = (write: (scope: Scope) => ReactNode): Written => ({
    asked: write(requestedScope),
    granted: write(scope),
  })
  const money = (amount: Money | undefined) => (amount ? moneyText(amount, language) : t('myAuthorization.scope.none'))
  const number = (limit: number | undefined) => limit?.toLocaleString(language) ?? t('myAuthorization.scope.none')
  const families = ({ serviceFamilies }: Scope) =>
    serviceFamilies
      ? listText(
          serviceFamilies.map((family) => code('serviceFamily', family)),
          language,
        )
      : t('scope.everyProduct')
  const actions = (one: Scope) => one.actions.map((action) => <div key={action}>{code('scopeAction', action)}</div>)
  const monthLeft = remaining?.monthAmount ?? null
  const ordersLeft = remaining?.orders ?? null
  const nothing = t('myAuthorization.scope.nothing')
  const { maxMonthAmount } = scope
  return [
    { what: t('scopeField.actions'), ...both(actions), left: nothing },
    { what: t('scopeField.families'), ...both(families), left: nothing },
    { what: t('scopeField.term'), ...both((one) => number(one.longestTermMonths)), left: nothing },
    { what: t('scopeField.perOrder'), ...both((one) => money(one.maxOrderAmount)), left: nothing },
    {
      what: t('scopeField.perMonth'),
      ...both((one) => money(one.maxMonthAmount)),
      left: maxMonthAmount && monthLeft !== null ? money({ ...maxMonthAmount, amount: monthLeft }) : nothing,
    },
    {
      what: t('scopeField.orders'),
      ...both((one) => number(one.maxOrders)),
      left: ordersLeft === null ? nothing : number(ordersLeft),
    },
    {
      what: t('scopeField.until'),
      ...both((one) => (one.validUntil === undefined ? nothing : instantText(one.validUntil, language))),
      left: nothing,
    },
    {
      what: t('scopeField.autoExtend'),
      ...both((one) => t(one.autoExtend ? 'common.yes' : 'common.no')),
      left: nothing,
    },
  ]
}
