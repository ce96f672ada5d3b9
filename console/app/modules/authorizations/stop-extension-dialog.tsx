import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

interface StopExtensionDialogProps {
  readonly authorization: AuthorizationView
  readonly onClose: () => void
}

/** Lets an authorization end on its last day. It only takes away, so it asks for no code. */
export function StopExtensionDialog({ authorization: { id, partner }, onClose }: StopExtensionDialogProps) {
  const t = useText()
  const { show } = useNotices()
  const stop = useSend('stopAutoExtend')
  const onSuccess = () => {
    show({ id, type: 'success', header: t('stopExtension.done', { partner: partner.name }) })
    onClose()
  }
  return (
    <Modal
      visible
      header={t('stopExtension.title')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('stopExtension.action')}
          isSending={stop.isPending}
          onConfirm={() => stop.mutate({ input: { authorizationId: id } }, { onSuccess })}
          onCancel={onClose}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('stopExtension.text', { partner: partner.name })}</div>
        <ProblemAlert problem={stop.error} />
      </SpaceBetween>
    </Modal>
  )
}
