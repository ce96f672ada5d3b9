import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import type { ApiKey } from './use-key-columns.tsx'

interface RevokeKeyDialogProps {
  readonly apiKey: ApiKey
  readonly close: () => void
}

/** Ends a key with everything that was opened with it, after saying so. */
export function RevokeKeyDialog({ apiKey: { id, name }, close }: RevokeKeyDialogProps) {
  const t = useText()
  const { show } = useNotices()
  const revoke = useSend('revokeApiKey')
  const onSuccess = () => {
    show({ id, type: 'success', header: t('apiKeys.revoke.done', { name }) })
    close()
  }
  return (
    <Modal
      visible
      header={t('apiKeys.revoke.label', { name })}
      onDismiss={close}
      footer={
        <DialogActions
          confirmText={t('apiKeys.revoke')}
          isSending={revoke.isPending}
          onConfirm={() => revoke.mutate({ input: { apiKeyId: id } }, { onSuccess })}
          onCancel={close}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('apiKeys.revoke.text')}</div>
        <ProblemAlert problem={revoke.error} />
      </SpaceBetween>
    </Modal>
  )
}
