import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { orderCan } from '#contract/orders.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ApproveOrderDialog } from './approve-order-dialog.tsx'
import { CancelOrderDialog } from './cancel-order-dialog.tsx'
import { PayOrderDialog } from './pay-order-dialog.tsx'
import { RejectOrderDialog } from './reject-order-dialog.tsx'

const dialogs = {
  pay: PayOrderDialog,
  cancel: CancelOrderDialog,
  approve: ApproveOrderDialog,
  reject: RejectOrderDialog,
} as const
type Verb = keyof typeof dialogs

const permissionOf = {
  pay: 'orders:pay',
  cancel: 'orders:cancel',
  approve: 'orders:approve',
  reject: 'orders:approve',
} as const

/** What can be done with an order in its state by the customer's own members. Who may not is told who can. */
export function OrderActions({ order }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const whyNot = useWhyNot()
  const { show } = useNotices()
  const [asking, ask] = useState<Verb | null>(null)
  const done = () => {
    if (asking) show({ id: 'order', type: 'success', header: t(`order.${asking}.done`) })
    ask(null)
  }
  const blocked = (verb: Verb) => {
    const why = whyNot(permissionOf[verb])
    return why === undefined ? {} : { disabled: true, disabledReason: why }
  }
  // An order that waits for a decision is approved or rejected; it is paid, if at all, after that.
  const verbs = order.state === 'pending_approval' ? (['reject', 'approve'] as const) : (['cancel', 'pay'] as const)
  const possible = verbs.filter((verb) => orderCan[verb].some((state) => state === order.state))
  const Dialog = asking && dialogs[asking]
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {possible.map((verb, place) => (
        <Button key={verb} variant={place === 0 ? 'normal' : 'primary'} {...blocked(verb)} onClick={() => ask(verb)}>
          {t(`order.${verb}`)}
        </Button>
      ))}
      {Dialog && <Dialog order={order} close={() => ask(null)} done={done} />}
    </SpaceBetween>
  )
}
