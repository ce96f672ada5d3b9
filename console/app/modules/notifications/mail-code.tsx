import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { SandboxMail } from '#console/api/sandbox-mail.ts'
import { useText } from '#console/text/text.tsx'

/** The verification code in a mail, to copy. Six digits that stand alone are one: all others are set apart. */
export function MailCode({ mail }: { mail: SandboxMail }) {
  const t = useText()
  const code = /\b\d{6}\b/.exec(mail.text)?.[0]
  if (code === undefined) return null
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={code}
      copyButtonAriaLabel={t('mail.copyCode', { code })}
      copySuccessText={t('common.copied')}
      copyErrorText={t('common.notCopied')}
      popoverRenderWithPortal
    />
  )
}
