import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { FreezeState } from './freeze-state.tsx'
import { useDialogSend } from './use-dialog-send.ts'

/** Lifts the freeze, after saying which one it is and what is possible again. */
export function UnfreezeDialog({ customer, onClose }: CustomerDialogProps) {
  const t = useText()
  const { freeze, budget } = customer
  const { confirm, isSending, problem } = useDialogSend('unfreezeCustomer', {
    input: { customerId: customer.id },
    done: t('unfreeze.done', { name: customer.name }),
    onDone: onClose,
  })
  return (
    <DialogFrame
      title={t('unfreeze.title')}
      customer={customer}
      confirmText={t('unfreeze.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
    >
      {freeze && (
        <KeyValuePairs
          columns={3}
          minColumnWidth={150}
          items={[
            { label: t('customers.status'), value: <FreezeState freeze={freeze} /> },
            { label: t('unfreeze.since'), value: <Instant at={freeze.from} /> },
            { label: t('freeze.reason'), value: freeze.reason },
          ]}
        />
      )}
      <Box variant="p">{t('unfreeze.text')}</Box>
      {budget === null && <Box variant="p">{t('unfreeze.noBudget')}</Box>}
    </DialogFrame>
  )
}
