import { useApi } from '#console/api/use-api.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { BudgetForm } from './budget-form.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'

/** Sets a customer's budget, from the one there is now: whoever changes it sees what they change. */
export function BudgetDialog({ customer, onClose }: CustomerDialogProps) {
  const hasBudget = customer.budget !== null
  const budget = useApi('getBudget', { customerId: customer.id }, { enabled: hasBudget })
  const retry = () => void budget.refetch()
  if (budget.error && !budget.data) return <ProblemAlert problem={budget.error} onRetry={retry} />
  if (hasBudget && !budget.data) return null
  // Another version is another form: it would be misleading to keep what was typed over an older one.
  return (
    <BudgetForm
      key={budget.data?.version ?? 0}
      customer={customer}
      budget={budget.data ?? null}
      onReload={retry}
      onClose={onClose}
    />
  )
}
