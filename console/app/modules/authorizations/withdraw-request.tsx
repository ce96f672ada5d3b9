import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

interface WithdrawRequestProps {
  readonly authorization: AnswerOf<'getAuthorization'>
  readonly close: () => void
}

/** Takes back a request that the customer has not decided. */
export function WithdrawRequest({ authorization: { id, customer }, close }: WithdrawRequestProps) {
  const t = useText()
  const cancel = useSend('cancelAuthorization')
  return (
    <Modal
      visible
      header={t('authorizations.withdraw.title', { customer: customer.name })}
      onDismiss={close}
      footer={
        <DialogActions
          confirmText={t('authorizations.withdraw')}
          onConfirm={() => cancel.mutate({ input: { authorizationId: id } }, { onSuccess: close })}
          onCancel={close}
          isSending={cancel.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('authorizations.withdraw.text', { customer: customer.name })}</div>
        <ProblemAlert problem={cancel.error} />
      </SpaceBetween>
    </Modal>
  )
}
