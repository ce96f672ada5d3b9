import Modal from '@cloudscape-design/components/modal'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'

interface ConfirmRemovalProps {
  readonly title: string
  /** Whom it signs out. */
  readonly text: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Says whom a removal signs out before it is made. */
export function ConfirmRemoval({ title, text, onConfirm, onCancel }: ConfirmRemovalProps) {
  const t = useText()
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel={t('common.close')}
      onDismiss={onCancel}
      footer={<DialogActions confirmText={t('singleSignOn.domain.remove')} onConfirm={onConfirm} onCancel={onCancel} />}
    >
      {text}
    </Modal>
  )
}
