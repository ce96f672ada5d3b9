import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { OrderedItems } from './ordered-items.tsx'

interface PayOrderDialogProps {
  readonly order: AnswerOf<'getOrder'>
  readonly close: () => void
  /** Called once the server has done it. */
  readonly done: () => void
}

/** Pays an order, after saying how much it is and what follows from it. */
export function PayOrderDialog({ order, close, done }: PayOrderDialogProps) {
  const t = useText()
  const pay = useSend('payOrder')
  // Paying again after an answer that was lost is the same payment, for it has the same key.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const { id: orderId, customerId, items, total } = order
  const confirm = () => pay.mutate({ input: { customerId, orderId }, how: { idempotencyKey } }, { onSuccess: done })
  return (
    <Modal
      visible
      header={t('order.pay.title')}
      onDismiss={close}
      footer={
        <DialogActions confirmText={t('order.pay')} onConfirm={confirm} onCancel={close} isSending={pay.isPending} />
      }
    >
      <SpaceBetween size="m">
        <div>
          <RichText
            id="order.pay.text"
            values={{
              total: (
                <b>
                  <Amount money={total} />
                </b>
              ),
            }}
          />
        </div>
        <OrderedItems items={items} />
        <ProblemAlert problem={pay.error} />
      </SpaceBetween>
    </Modal>
  )
}
