import type { Customer, CustomerOperation } from '#contract/partners.ts'
import type { PlainTextKey } from '#console/text/text.tsx'

/** What somebody can choose to do with a customer, each with the operation that must be possible for it, if any. */
export const customerActions = {
  startActingSession: { operation: 'startActingSession', text: 'customers.actOnBehalf' },
  explainAuthority: { operation: null, text: 'summary.whyNot' },
  requestAuthorization: { operation: 'requestAuthorization', text: 'customers.requestAuthorization' },
  setBudget: { operation: 'setBudget', text: 'customers.setBudget' },
  freezeAccount: { operation: 'freezeCustomer', text: 'customers.freezeAccount' },
  freezeAccountAndResources: { operation: 'freezeCustomer', text: 'customers.freezeAccountAndResources' },
  unfreezeAccount: { operation: 'unfreezeCustomer', text: 'customers.unfreezeAccount' },
  unfreezeAccountAndResources: { operation: 'unfreezeCustomer', text: 'customers.unfreezeAccountAndResources' },
  assignAccountManager: { operation: 'assignAccountManager', text: 'customers.assignAccountManager' },
  replaceCustomerTags: { operation: 'replaceCustomerTags', text: 'customers.editTags' },
} as const satisfies Record<string, { operation: CustomerOperation | null; text: PlainTextKey }>

export type CustomerAction = keyof typeof customerActions

export function isCustomerAction(id: string): id is CustomerAction {
  return id in customerActions
}

/** A freeze can be put in force, widened or lifted: what is offered goes by the one that is in force. */
export function freezeActionsOf({ freeze }: Pick<Customer, 'freeze'>): CustomerAction[] {
  if (!freeze) return ['freezeAccount', 'freezeAccountAndResources']
  if (freeze.scope === 'account') return ['unfreezeAccount', 'freezeAccountAndResources']
  return ['unfreezeAccountAndResources']
}
