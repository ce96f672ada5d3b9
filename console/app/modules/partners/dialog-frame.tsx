import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal, { type ModalProps } from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import type { Customer } from '#contract/partners.ts'
import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'

interface DialogFrameProps {
  readonly title: string
  readonly customer: Pick<Customer, 'id' | 'name' | 'account'>
  readonly size?: ModalProps.Size
  readonly confirmText: string
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly isSending: boolean
  /** Whether something has been filled in that closing would lose. */
  readonly isBegun?: boolean
  /** Why it cannot be confirmed yet. */
  readonly disabledReason?: string | undefined
  /** What sending it has thrown. */
  readonly problem: unknown
  readonly onRetry?: (() => void) | undefined
  readonly children: ReactNode
}

/** A dialog about one customer, who is repeated first: nothing is done to the wrong one by a slip of the mouse. */
export function DialogFrame(props: DialogFrameProps) {
  const {
    title,
    customer,
    size = 'medium',
    confirmText,
    onConfirm,
    onClose,
    isSending,
    isBegun = false,
    problem,
    onRetry,
    children,
  } = props
  const t = useText()
  const { disabledReason } = props
  // What is being sent is not turned away from: its outcome must be seen.
  const close = () => {
    if (!isSending) onClose()
  }
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel={t('common.close')}
      onDismiss={({ detail }) => {
        // Neither a click beside it nor Escape is a decision to throw away what has been filled in.
        if (detail.reason !== 'overlay' && !(isBegun && detail.reason === 'keyboard')) close()
      }}
      footer={
        <DialogActions
          confirmText={confirmText}
          onConfirm={onConfirm}
          onCancel={close}
          isSending={isSending}
          {...(disabledReason === undefined ? {} : { disabledReason })}
        />
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs items={[{ label: t('customers.name'), value: <Who customer={customer} /> }]} />
        {children}
        {!isWrongCode(problem) && <ProblemAlert problem={problem} {...(onRetry ? { onRetry } : {})} />}
      </SpaceBetween>
    </Modal>
  )
}

function Who({ customer }: Pick<DialogFrameProps, 'customer'>) {
  // Two masked names may look alike, and what is done here is done to one of them: this look, too, is in the log.
  const revealed = useApi('getCustomer', { customerId: customer.id, reveal: 'name' })
  const { id, name, account } = revealed.data ?? customer
  return (
    <>
      {name}
      <Box variant="small" display="block">
        {account} · {id}
      </Box>
    </>
  )
}
