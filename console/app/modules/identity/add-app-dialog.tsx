import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { AuthenticatorCode } from '#contract/verification.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { readCode } from '#console/ui/read-code.ts'

/** What draws QR codes is fetched when one is drawn. */
const QrCode = lazy(async () => ({ default: (await import('#console/ui/qr-code.tsx')).QrCode }))

interface AddAppDialogProps extends AnswerOf<'startAuthenticatorApp'> {
  readonly onAdded: (recoveryCodes: readonly string[]) => void
  readonly onClose: () => void
}

/** Gives the app its secret, by picture or as text, and takes the first code that shows it has it. */
export function AddAppDialog({ secret, uri, onAdded, onClose }: AddAppDialogProps) {
  const t = useText()
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const enrol = useSend('confirmAuthenticatorApp')
  const isCode = AuthenticatorCode.safeParse(code).success
  const confirm = () => {
    setTried(true)
    if (!isCode) return
    const onSuccess = ({ recoveryCodes }: AnswerOf<'confirmAuthenticatorApp'>) => onAdded(recoveryCodes)
    enrol.mutate({ input: { authenticatorCode: code } }, { onSuccess })
  }
  return (
    <Modal
      visible
      header={t('security.app')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('security.app.confirm')}
          onConfirm={confirm}
          onCancel={onClose}
          isSending={enrol.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <div>{t('security.app.scan')}</div>
        <Suspense fallback={<Loading />}>
          <QrCode text={uri} label={t('security.app.qr')} />
        </Suspense>
        <FormField label={t('security.app.key')}>
          <CopyToClipboard
            variant="inline"
            textToCopy={secret}
            copyButtonAriaLabel={t('security.app.copyKey')}
            copySuccessText={t('common.copied')}
            copyErrorText={t('common.notCopied')}
          />
        </FormField>
        <FormField label={t('security.app.code')} errorText={isTried && !isCode ? t('security.app.code.missing') : ''}>
          <Input
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            onChange={({ detail }) => setCode(readCode(detail.value))}
          />
        </FormField>
        <ProblemAlert problem={enrol.error} />
      </SpaceBetween>
    </Modal>
  )
}
