import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { makePasskey } from '#console/api/passkey-browser.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ProblemError } from '#sdk/problem-error.ts'

interface AddPasskeyDialogProps {
  readonly options: AnswerOf<'startPasskey'>
  readonly onClose: () => void
}

const maxNameLength = 40

/** Names a passkey and has the browser make it. */
export function AddPasskeyDialog({ options, onClose }: AddPasskeyDialogProps) {
  const t = useText()
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const add = useSend('addPasskey')
  const isMissing = name.trim() === ''
  const make = async () => {
    setTried(true)
    if (isMissing) return
    setMaking(true)
    setProblem(null)
    try {
      await add.mutateAsync({ input: { name: name.trim(), ...(await makePasskey(options)) } })
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setMaking(false)
    }
  }
  return (
    <Modal
      visible
      header={t('security.passkeys.add')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('stepUp.confirm')}
          onConfirm={() => void make()}
          onCancel={onClose}
          isSending={isMaking}
        />
      }
    >
      <SpaceBetween size="m">
        <FormField
          label={t('security.passkeys.name')}
          description={t('security.passkeys.name.hint')}
          errorText={isTried && isMissing ? t('security.passkeys.name.missing') : ''}
        >
          <Input value={name} onChange={({ detail }) => setName(detail.value.slice(0, maxNameLength))} />
        </FormField>
        {problem instanceof ProblemError || problem === null ? (
          <ProblemAlert problem={problem} />
        ) : (
          <Alert type="error">{t('security.passkeys.failed')}</Alert>
        )}
      </SpaceBetween>
    </Modal>
  )
}
