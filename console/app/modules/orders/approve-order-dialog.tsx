import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { codeOf } from '#console/ui/proof.ts'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import { OrderedItems } from './ordered-items.tsx'

interface ApproveOrderDialogProps {
  readonly order: AnswerOf<'getOrder'>
  readonly close: () => void
  /** Called once the server has done it. */
  readonly done: () => void
}

/** Approves an order that a partner placed, after saying who did and what it commits. */
export function ApproveOrderDialog({ order, close, done }: ApproveOrderDialogProps) {
  const t = useText()
  const approve = useSend('approveOrder')
  // Approving again after an answer that was lost is the same approval, for it has the same key.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [code, setCode] = useState('')
  // Only the server knows whether the customer asks for a code at this amount; it says so when there is none.
  const [needsCode, setNeedsCode] = useState(false)
  const { id: orderId, customerId, items, committed, placedBy } = order
  const confirm = () => {
    const input = { customerId, orderId, ...(code === '' ? {} : codeOf(code)) }
    const onError = (error: unknown) => setNeedsCode((before) => before || isWrongCode(error))
    approve.mutate({ input, how: { idempotencyKey } }, { onSuccess: done, onError })
  }
  const values = {
    member: placedBy.memberName,
    partner: placedBy.partnerName ?? '',
    committed: (
      <b key="committed">
        <Amount money={committed} />
      </b>
    ),
  }
  return (
    <Modal
      visible
      header={t('order.approve.title')}
      onDismiss={close}
      footer={
        <DialogActions
          confirmText={t('order.approve')}
          onConfirm={confirm}
          onCancel={close}
          isSending={approve.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>
          <RichText id="order.approve.text" values={values} />
        </div>
        <OrderedItems items={items} />
        {needsCode && (
          <VerificationCodeField
            purpose="place_order"
            subjectId={customerId}
            value={code}
            onChange={setCode}
            problem={code === '' ? null : approve.error}
          />
        )}
        <ProblemAlert problem={isWrongCode(approve.error) ? null : approve.error} />
      </SpaceBetween>
    </Modal>
  )
}
