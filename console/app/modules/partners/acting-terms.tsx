import Alert from '@cloudscape-design/components/alert'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import type { Customer } from '#contract/partners.ts'
import { useSession } from '#console/api/session.ts'
import { useApi } from '#console/api/use-api.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import { useApprovalText } from '#console/app/modules/authorizations/use-approval-text.ts'
import { ScopeText } from '#console/ui/scope-text.tsx'

interface ActingTermsProps {
  readonly customer: Customer
  readonly authorization: AuthorizationView
}

/** What somebody may do once they act: what the customer has authorized, and what is left of its budget. */
export function ActingTerms({ customer, authorization }: ActingTermsProps) {
  const t = useText()
  const approvalText = useApprovalText()
  const { id, scope, remaining } = authorization
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={2}
        items={[
          { label: t('act.allowed'), value: <ScopeText scope={scope} remaining={remaining} /> },
          {
            type: 'group',
            items: [
              { label: t('act.authorization'), value: id },
              { label: t('authorizations.approvalMode'), value: approvalText(authorization) ?? '–' },
              { label: t('act.budgetLeft'), value: <BudgetLeft customer={customer} /> },
            ],
          },
        ]}
      />
      <OtherTab customerId={customer.id} />
    </SpaceBetween>
  )
}

function BudgetLeft({ customer }: { customer: Customer }) {
  const t = useText()
  const language = useLanguage()
  const budget = useApi('getBudget', { customerId: customer.id }, { enabled: customer.budget !== null })
  if (customer.budget === null) return t('act.noBudget')
  if (!budget.data) return t('common.loading')
  const { remaining, amount } = budget.data
  return t('act.budgetLeft.of', { left: moneyText(remaining, language), amount: moneyText(amount, language) })
}

/** Whoever already acts for this customer elsewhere does so no longer once they begin here. */
function OtherTab({ customerId }: { customerId: string }) {
  const t = useText()
  const { member } = useSession()
  const live = useApi('listActingSessions', { customerId, live: true, limit: 100 })
  const isMine = live.data?.items.some(({ memberId }) => memberId === member.id) ?? false
  return isMine ? <Alert type="warning">{t('act.replaces')}</Alert> : null
}
