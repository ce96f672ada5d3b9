import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '../dialog-actions.tsx'
import { useNotices } from '../notices.tsx'
import { ProblemAlert } from '../problem-alert.tsx'

/** Sends the operator what somebody thinks of a page, and its path alone: what they searched there stays theirs. */
export function FeedbackDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { show } = useNotices()
  const page = useRouterState({ select: ({ location }) => location.pathname })
  const [isTried, setTried] = useState(false)
  const send = useSend('sendFeedback')
  // One key for one text: sent again after a lost answer, it still reaches the operator once.
  const [{ text, idempotencyKey }, setDraft] = useState(() => draftOf(''))
  const isMissing = text.trim() === ''
  const onConfirm = () => {
    setTried(true)
    if (isMissing) return
    const sent = () => {
      show({ id: 'feedback', type: 'success', header: t('frame.feedback.sent') })
      onClose()
    }
    send.mutate({ input: { page, text }, how: { idempotencyKey } }, { onSuccess: sent })
  }
  return (
    <Modal
      visible
      header={t('frame.feedback')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('frame.feedback.send')}
          isSending={send.isPending}
          onConfirm={onConfirm}
          onCancel={onClose}
        />
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert problem={send.error} />
        <FormField
          label={t('frame.feedback.text')}
          description={t('frame.feedback.hint')}
          errorText={isTried && isMissing ? t('frame.feedback.missing') : ''}
          stretch
        >
          <Textarea value={text} rows={6} onChange={({ detail }) => setDraft(draftOf(detail.value))} />
        </FormField>
      </SpaceBetween>
    </Modal>
  )
}

const draftOf = (text: string) => ({ text, idempotencyKey: crypto.randomUUID() })
