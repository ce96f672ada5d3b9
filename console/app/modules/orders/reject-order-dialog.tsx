import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { OrderedItems } from './ordered-items.tsx'

interface RejectOrderDialogProps {
  readonly order: AnswerOf<'getOrder'>
  readonly close: () => void
  /** Called once the server has done it. */
  readonly done: () => void
}

/** Rejects an order that waits for approval, with a reason that the partner is told. */
export function RejectOrderDialog({ order, close, done }: RejectOrderDialogProps) {
  const t = useText()
  const reject = useSend('rejectOrder')
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const { id: orderId, customerId, items, committed } = order
  const confirm = () => {
    setTried(true)
    if (!isReason(reason)) return
    reject.mutate({ input: { customerId, orderId, reason: reason.trim() } }, { onSuccess: done })
  }
  return (
    <Modal
      visible
      header={t('order.reject.title')}
      onDismiss={close}
      footer={
        <DialogActions
          confirmText={t('order.reject')}
          onConfirm={confirm}
          onCancel={close}
          isSending={reject.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>
          <RichText id="order.reject.text" values={{ held: <Amount key="held" money={committed} /> }} />
        </div>
        <OrderedItems items={items} />
        <ReasonField
          label={t('common.reason')}
          description={t('order.reject.reason')}
          value={reason}
          onChange={setReason}
          isTried={isTried}
        />
        <ProblemAlert problem={reject.error} />
      </SpaceBetween>
    </Modal>
  )
}
