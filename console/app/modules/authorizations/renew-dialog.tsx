import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useApi, useSend } from '#console/api/use-api.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { Letter } from '#console/ui/letter.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { ScopeText } from '#console/ui/scope-text.tsx'

interface RenewDialogProps {
  readonly authorization: AnswerOf<'getAuthorization'>
  readonly close: () => void
}

/** Asks for the same again before it ends, for as long: the scope is the one in force. */
export function RenewDialog({ authorization, close }: RenewDialogProps) {
  const t = useText()
  const { show } = useNotices()
  const { id: authorizationId, customer } = authorization
  const { validFrom: _, validUntil: __, ...scope } = authorization.scope
  const letter = useApi('getLetter', { kind: 'commitment', language: useLanguage() })
  const renew = useSend('renewAuthorization')
  const [message, setMessage] = useState('')
  const [isChecked, check] = useState(false)
  const [isTried, setTried] = useState(false)
  // The letter that was accepted for the one in force holds for this one too, unless there is a newer one.
  const isBound = letter.data !== undefined && authorization.commitmentLetterVersion >= letter.data.version
  const isAccepted = isBound || isChecked
  const confirm = () => {
    setTried(true)
    if (!letter.data || !isAccepted || !isReason(message)) return
    const { version, sha256 } = letter.data
    const accepted = { commitmentLetterAccepted: true, commitmentLetter: { version, sha256 } }
    const onSuccess = () => {
      const header = t('authorizations.renew.done', { customer: customer.name })
      show({ id: authorizationId, type: 'success', header })
      close()
    }
    renew.mutate({ input: { customerId: customer.id, authorizationId, message, ...accepted } }, { onSuccess })
  }
  return (
    <Modal
      visible
      size="large"
      header={t('authorizations.renew.title', { customer: customer.name })}
      onDismiss={({ detail }) => {
        if (detail.reason !== 'overlay') close()
      }}
      footer={
        <DialogActions
          confirmText={t('authorizations.renew.confirm')}
          onConfirm={confirm}
          onCancel={close}
          isSending={renew.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('authorizations.renew.text')}</div>
        <ScopeText scope={scope} />
        <ReasonField
          label={t('request.message')}
          description={t('request.message.who')}
          value={message}
          onChange={setMessage}
          isTried={isTried}
          missing={t('request.message.missing')}
        />
        {letter.data && !isBound && (
          <FormField label={t('request.letter')} errorText={isTried && !isAccepted ? t('request.letter.missing') : ''}>
            <Letter name={t('request.letter')} text={letter.data.text} />
            <Checkbox checked={isChecked} onChange={({ detail }) => check(detail.checked)}>
              {t('request.letter.accept', { version: letter.data.version })}
            </Checkbox>
          </FormField>
        )}
        <ProblemAlert problem={letter.error ?? renew.error} />
      </SpaceBetween>
    </Modal>
  )
}
