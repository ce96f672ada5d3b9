import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { OrderedItems } from './ordered-items.tsx'

interface CancelOrderDialogProps {
  readonly order: AnswerOf<'getOrder'>
  readonly close: () => void
  /** Called once the server has done it. */
  readonly done: () => void
}

/** Cancels an order that is not paid, after saying what will not be delivered and what is given back. */
export function CancelOrderDialog({ order, close, done }: CancelOrderDialogProps) {
  const t = useText()
  const cancel = useSend('cancelOrder')
  const { id: orderId, customerId, items, committed } = order
  const confirm = () => cancel.mutate({ input: { customerId, orderId } }, { onSuccess: done })
  return (
    <Modal
      visible
      header={t('order.cancel.title')}
      onDismiss={close}
      footer={
        <DialogActions
          confirmText={t('order.cancel')}
          cancelText={t('order.keep')}
          onConfirm={confirm}
          onCancel={close}
          isSending={cancel.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>
          <RichText id="order.cancel.text" values={{ held: <Amount money={committed} /> }} />
        </div>
        <OrderedItems items={items} />
        <ProblemAlert problem={cancel.error} />
      </SpaceBetween>
    </Modal>
  )
}
