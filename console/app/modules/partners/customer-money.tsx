import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { budgetAlertPercents } from '#contract/budgets.ts'
import type { Customer } from '#contract/partners.ts'
import { paths } from '#console/paths.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { BudgetUse } from '#console/ui/budget-use.tsx'
import { moneyText } from '#console/ui/money-text.ts'

const full = 100
const [firstAlert] = budgetAlertPercents
const unpaid = 'pending_payment,pending_approval'

/** What a customer has spent this month, what is used of its budget, and what is not paid yet. */
export function CustomerMoney({ customer }: { customer: Customer }) {
  const t = useText()
  const { id, budget, monthToDate, openOrders } = customer
  const unpaidText = t('customer.unpaidOrders.count', { count: openOrders })
  return (
    <Container fitHeight header={<Header variant="h2">{t('customer.money')}</Header>}>
      <SpaceBetween size="l">
        {budget ? <BudgetBar budget={budget} /> : t('customer.noBudget')}
        <KeyValuePairs
          columns={2}
          minColumnWidth={150}
          items={[
            { label: t('customers.monthToDate'), value: <Amount money={monthToDate} /> },
            {
              label: t('customers.unpaidOrders'),
              value:
                openOrders === 0 ? (
                  unpaidText
                ) : (
                  <Link href={paths.customer(id, { tab: 'orders', state: unpaid })}>{unpaidText}</Link>
                ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}

function BudgetBar({ budget }: { budget: NonNullable<Customer['budget']> }) {
  const t = useText()
  const language = useLanguage()
  const { used, amount, usagePercent } = budget
  return (
    <ProgressBar
      label={t('customers.budgetUse')}
      value={Math.min(Math.floor(usagePercent), full)}
      description={usagePercent >= firstAlert && <BudgetUse percent={usagePercent} />}
      additionalInfo={t('customer.budget.of', { used: moneyText(used, language), amount: moneyText(amount, language) })}
    />
  )
}
