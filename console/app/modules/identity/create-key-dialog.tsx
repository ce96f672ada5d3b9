import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { codeOf, isProof } from '#console/ui/proof.ts'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import { isKeyName, type KeyDraft, KeyFields } from './key-fields.tsx'

interface CreateKeyDialogProps {
  readonly close: () => void
  readonly onCreated: (key: AnswerOf<'createApiKey'>) => void
}

const usualDays = 90

/** Makes a key: what it is for, what it may do, and how long. */
export function CreateKeyDialog({ close, onCreated }: CreateKeyDialogProps) {
  const t = useText()
  const create = useSend('createApiKey')
  const [draft, change] = useState<KeyDraft>({ name: '', permissions: [], days: usualDays })
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const { name, permissions, days } = draft
  const confirm = () => {
    setTried(true)
    if (!isKeyName(name) || permissions.length === 0 || !isProof(code)) return
    const input = { name: name.trim(), permissions: [...permissions], expiresInDays: days, ...codeOf(code) }
    create.mutate({ input }, { onSuccess: onCreated })
  }
  return (
    <Modal
      visible
      size="medium"
      header={t('apiKeys.create')}
      onDismiss={({ detail }) => {
        if (detail.reason !== 'overlay') close()
      }}
      footer={
        <DialogActions
          confirmText={t('apiKeys.create.confirm')}
          isSending={create.isPending}
          onConfirm={confirm}
          onCancel={close}
        />
      }
    >
      <SpaceBetween size="m">
        <KeyFields draft={draft} onChange={change} isTried={isTried} />
        <VerificationCodeField
          purpose="create_api_key"
          subjectId={name.trim()}
          value={code}
          onChange={setCode}
          isTried={isTried}
          problem={create.error}
        />
        <ProblemAlert problem={isWrongCode(create.error) ? null : create.error} />
      </SpaceBetween>
    </Modal>
  )
}
