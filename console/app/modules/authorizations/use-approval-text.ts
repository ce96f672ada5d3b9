import type { AuthorizationView } from '#contract/authorizations.ts'
import { useSession } from '#console/api/session.ts'
import { type PlainTextKey, useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { moneyText } from '#console/ui/money-text.ts'

type Approval = Pick<AuthorizationView, 'approvalMode' | 'approveAbove'>

const forPartner: Readonly<Record<string, PlainTextKey>> = {
  automatic: 'approval.automatic',
  notify: 'approval.notify',
  approve_each: 'approval.each',
}

/** How orders go through under an authorization, with the amount, as its reader sees it; null before it is granted. */
export function useApprovalText(): (approval: Approval) => string | null {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const isCustomer = useSession().account.kind === 'customer'
  return ({ approvalMode: mode, approveAbove }) => {
    if (mode === null) return null
    if (approveAbove !== null) {
      const amount = moneyText(approveAbove, language)
      return isCustomer ? t('approval.aboveOwn', { amount }) : t('approval.above', { amount })
    }
    const key = isCustomer ? undefined : forPartner[mode]
    return key === undefined ? code('approvalMode', mode) : t(key)
  }
}
