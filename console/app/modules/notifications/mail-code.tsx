import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { SandboxMail } from '#console/api/sandbox-mail.ts'
import { useText } from '#console/text/text.tsx'
import { codeIn } from './code-in.ts'

/** The verification code in a mail, to copy. */
export function MailCode({ mail }: { mail: SandboxMail }) {
  const t = useText()
  const code = codeIn(mail)
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
