import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { BudgetUse } from '#console/ui/budget-use.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** What this customer has spent this month, and how much of its budget that leaves. */
export function OwnBudget({ customerId }: { customerId: string }) {
  const t = useText()
  const { data, error, refetch } = useApi('getCustomer', { customerId })
  return (
    <Container fitHeight header={<Header variant="h2">{t('home.budget')}</Header>}>
      {data ? (
        <Numbers customer={data} />
      ) : error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : (
        <StatusIndicator type="loading">{t('common.loading')}</StatusIndicator>
      )}
    </Container>
  )
}

function Numbers({ customer: { monthToDate, budget } }: { customer: AnswerOf<'getCustomer'> }) {
  const t = useText()
  const limits = budget && [
    { label: t('home.budgetAmount'), value: <Amount money={budget.amount} /> },
    { label: t('home.budgetUsed'), value: <BudgetUse percent={budget.usagePercent} /> },
  ]
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={3}
        items={[{ label: t('home.monthToDate'), value: <Amount money={monthToDate} /> }, ...(limits ?? [])]}
      />
      {limits === null && <Box color="text-body-secondary">{t('home.budget.none')}</Box>}
    </SpaceBetween>
  )
}
