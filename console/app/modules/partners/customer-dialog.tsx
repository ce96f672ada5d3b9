import { type ComponentType, lazy, Suspense } from 'react'
import type { Customer } from '#contract/partners.ts'
import type { CustomerAction } from './customer-action.ts'

export interface CustomerDialogProps {
  readonly customer: Customer
  readonly onClose: () => void
}

// Each dialog is loaded when somebody opens it: the list is read far more often than any of them is used.
const Act = lazy(async () => ({ default: (await import('./act-dialog.tsx')).ActDialog }))
const WhyNot = lazy(async () => ({
  default: (await import('#console/app/modules/acting/why-not-dialog.tsx')).WhyNotDialog,
}))
const Request = lazy(async () => ({ default: (await import('./request-dialog.tsx')).RequestDialog }))
const Budget = lazy(async () => ({ default: (await import('./budget-dialog.tsx')).BudgetDialog }))
const Freeze = lazy(async () => ({ default: (await import('./freeze-dialog.tsx')).FreezeDialog }))
const Unfreeze = lazy(async () => ({ default: (await import('./unfreeze-dialog.tsx')).UnfreezeDialog }))
const Assign = lazy(async () => ({ default: (await import('./assign-dialog.tsx')).AssignDialog }))
const Tags = lazy(async () => ({ default: (await import('./tags-dialog.tsx')).TagsDialog }))

const dialogs: Readonly<Record<CustomerAction, ComponentType<CustomerDialogProps>>> = {
  startActingSession: Act,
  explainAuthority: WhyNot,
  requestAuthorization: Request,
  setBudget: Budget,
  freezeAccount: (props) => <Freeze {...props} scope="account" />,
  freezeAccountAndResources: (props) => <Freeze {...props} scope="account_and_resources" />,
  unfreezeAccount: Unfreeze,
  unfreezeAccountAndResources: Unfreeze,
  assignAccountManager: Assign,
  replaceCustomerTags: Tags,
}

/** The dialog of what was chosen from a customer's menu. */
export function CustomerDialog({ action, ...props }: CustomerDialogProps & { readonly action: CustomerAction }) {
  const Dialog = dialogs[action]
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  )
}
