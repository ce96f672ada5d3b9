import { verificationCodeMinutes } from '#contract/verification.ts'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import { useNow } from './clock.ts'
import { MailboxLink } from './mailbox-link.tsx'

const validMs = verificationCodeMinutes * 60_000

/**
 * How long a code that was just sent is good for. It is counted from its sending by one clock, the reader's, whose
 * difference from the server's then does not matter. The seconds are for eyes alone: read aloud they would never end.
 */
export function CodeValidity({ sentAt }: { sentAt: number }) {
  const t = useText()
  const { email } = useSession().member
  const leftSeconds = Math.ceil(Math.min(validMs, sentAt + validMs - useNow()) / 1000)
  if (leftSeconds <= 0) return <output>{t('common.verificationCode.over')}</output>
  const minutes = Math.floor(leftSeconds / 60)
  const seconds = String(leftSeconds % 60).padStart(2, '0')
  return (
    <>
      <output>{t('common.verificationCode.sent', { email })}</output>{' '}
      <span aria-hidden="true">{t('common.verificationCode.left', { minutes, seconds })}</span>{' '}
      <MailboxLink to={email} />
    </>
  )
}
