import { useState } from 'react'
import { useApi } from '#console/api/use-api.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { BudgetForm } from './budget-form.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'

/** Sets a customer's budget, from the one there is now: whoever changes it sees what they change. */
export function BudgetDialog({ customer, onClose }: CustomerDialogProps) {
  const hasBudget = customer.budget !== null
  const { data, error, refetch } = useApi('getBudget', { customerId: customer.id }, { enabled: hasBudget })
  const [seen, setSeen] = useState(data)
  // The form stays with the version that it was opened over. A later one is shown when it is asked for, never under
  // the hands of somebody who types.
  if (!seen && data) setSeen(data)
  const reload = () => void refetch().then(({ data: newest }) => setSeen(newest))
  if (error && !seen) return <ProblemAlert problem={error} onRetry={reload} />
  if (hasBudget && !seen) return null
  return (
    <BudgetForm
      key={seen?.version ?? 0}
      customer={customer}
      budget={seen ?? null}
      onReload={reload}
      onClose={onClose}
    />
  )
}
