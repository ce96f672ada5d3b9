import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { SandboxMail } from '#console/api/sandbox-mail.ts'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { codeIn } from './code-in.ts'
import { MailCode } from './mail-code.tsx'
import { MailText } from './mail-text.tsx'

interface MailDialogProps {
  readonly mail: SandboxMail
  readonly onClose: () => void
}

/** One mail, as its recipient would read it. */
export function MailDialog({ mail, onClose }: MailDialogProps) {
  const t = useText()
  return (
    <Modal visible size="large" header={mail.subject} closeAriaLabel={t('common.close')} onDismiss={onClose}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('mail.to'), value: mail.to },
            { label: t('mail.sentAt'), value: <Instant at={mail.sentAt} /> },
            ...(codeIn(mail) === undefined ? [] : [{ label: t('mail.code'), value: <MailCode mail={mail} /> }]),
          ]}
        />
        <MailText text={mail.text} />
      </SpaceBetween>
    </Modal>
  )
}
