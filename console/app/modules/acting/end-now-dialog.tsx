import Box from '@cloudscape-design/components/box'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import type { AccessSession } from './access-record.tsx'

interface EndNowDialogProps {
  readonly session: AccessSession
  readonly onClose: () => void
}

/** Puts somebody out of this account, after saying what that does and what it does not. */
export function EndNowDialog({ session: { id, memberName: member }, onClose }: EndNowDialogProps) {
  const t = useText()
  const { show } = useNotices()
  const { mutateAsync, error, isPending } = useSend('endActingSession')
  const end = () => {
    const tell = () => {
      show({ id, type: 'success', header: t('access.endNow.done', { member }) })
      onClose()
    }
    // What went wrong stands in `error`.
    mutateAsync({ input: { actingSessionId: id } }).then(tell, () => undefined)
  }
  return (
    <Modal
      visible
      header={t('access.endNow.title', { member })}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions confirmText={t('access.endNow')} isSending={isPending} onConfirm={end} onCancel={onClose} />
      }
    >
      <SpaceBetween size="m">
        <Box variant="p">{t('access.endNow.text', { member })}</Box>
        <ProblemAlert problem={error} />
      </SpaceBetween>
    </Modal>
  )
}
