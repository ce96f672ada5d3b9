import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import { authorizationCan } from '#contract/authorizations.ts'
import type { Customer } from '#contract/partners.ts'
import { paths } from '#console/paths.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { useReasonText } from '#console/ui/use-reason-text.ts'
import { type CustomerAction, customerActions, freezeActionsOf, isCustomerAction } from './customer-action.ts'

interface CustomerMenuProps {
  readonly customer: Customer
  readonly onChoose: (action: CustomerAction) => void
  /** On the page of one customer what leads there is left out. */
  readonly isOnPage?: boolean
}

/** Everything there is to do with a customer. What cannot be done says what stands in the way and who can mend it. */
export function CustomerMenu({ customer, onChoose, isOnPage = false }: CustomerMenuProps) {
  const t = useText()
  const toItem = useActionItem(customer)
  const group = (text: PlainTextKey, items: ButtonDropdownProps.Items): ButtonDropdownProps.ItemOrGroup => ({
    id: text,
    text: t(text),
    items,
  })
  const link = (tab: string, text: PlainTextKey) => ({
    id: tab,
    text: t(text),
    href: paths.customer(customer.id, { tab }),
  })
  const views = [link('orders', 'customers.viewOrders'), link('resources', 'customers.viewResources')]
  const acting: CustomerAction[] = ['startActingSession', 'explainAuthority', 'requestAuthorization']
  const money: CustomerAction[] = ['setBudget', ...freezeActionsOf(customer)]
  return (
    <ButtonDropdown
      expandToViewport
      ariaLabel={t('customers.moreOf', { name: customer.name })}
      onItemClick={({ detail }) => {
        if (isCustomerAction(detail.id)) onChoose(detail.id)
      }}
      items={[
        group('customers.menu.order', acting.map(toItem)),
        ...(isOnPage ? [] : [group('customers.menu.view', views)]),
        group('customers.menu.money', money.map(toItem)),
        group('customers.menu.record', [toItem('assignAccountManager'), toItem('replaceCustomerTags')]),
      ]}
    >
      {t('customers.more')}
    </ButtonDropdown>
  )
}

function useActionItem({ can, authorization }: Customer): (action: CustomerAction) => ButtonDropdownProps.Item {
  const t = useText()
  const reasonText = useReasonText()
  return (action) => {
    const { operation, text } = customerActions[action]
    const isAgain = action === 'requestAuthorization' && authorization !== null && isOver(authorization)
    const item = { id: action, text: t(isAgain ? 'customers.askAgain' : text) }
    if (operation === null) return item
    const { allowed = false, reasons = [] } = can?.[operation] ?? {}
    return allowed ? item : { ...item, disabled: true, disabledReason: reasons.map(reasonText).join(' ') }
  }
}

/** What is over can be asked for again. */
function isOver({ state }: NonNullable<Customer['authorization']>): boolean {
  const open: readonly string[] = authorizationCan.end
  return !open.includes(state)
}
