import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { verificationCodeMinutes, type VerificationPurpose } from '#contract/verification.ts'
import { useSession } from '#console/api/session.ts'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { clockNow } from './clock.ts'
import { CodeValidity } from './code-validity.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { isProof } from './proof.ts'
import { isWrongCode } from './wrong-code.ts'

interface MailedCodeFieldProps {
  readonly purpose: VerificationPurpose
  /** What the code is for; it is good for nothing else. */
  readonly subjectId?: string
  readonly value: string
  readonly onChange: (code: string) => void
  /** Whether what is missing is said yet. */
  readonly isTried?: boolean
  /** What sending it has thrown: a code that was not taken is said here, where it is mended. */
  readonly problem?: unknown
}

const codeLength = 6

/** Has a code mailed to the member and takes it. */
export function MailedCodeField({
  purpose,
  subjectId,
  value,
  onChange,
  isTried = false,
  problem = null,
}: MailedCodeFieldProps) {
  const t = useText()
  const { email } = useSession().member
  const ask = useSend('requestVerificationCode', { changesReads: false })
  const [sentAt, setSentAt] = useState<number | null>(null)
  // A code that was refused is said until another is sent or typed.
  const [mended, setMended] = useState<unknown>(null)
  const send = () => {
    const input = { purpose, ...(subjectId === undefined ? {} : { subjectId }) }
    const onSuccess = () => {
      setSentAt(clockNow())
      setMended(problem)
      onChange('')
    }
    ask.mutate({ input }, { onSuccess })
  }
  const type = (typed: string) => {
    setMended(problem)
    onChange(typed.replace(/\D/g, '').slice(0, codeLength))
  }
  const isMissing = isTried && !isProof(value)
  const missing = t(sentAt === null ? 'common.verificationCode.first' : 'common.verificationCode.missing')
  const isRefused = isWrongCode(problem) && problem !== mended
  const blocked = subjectId === '' ? { disabled: true, disabledReason: t('common.verificationCode.subjectFirst') } : {}
  return (
    <SpaceBetween size="xs">
      <FormField
        label={t('common.verificationCode')}
        description={t('common.verificationCode.hint', { email, minutes: verificationCodeMinutes })}
        constraintText={sentAt === null ? undefined : <CodeValidity key={sentAt} sentAt={sentAt} />}
        errorText={isRefused ? t('common.verificationCode.used') : isMissing ? missing : ''}
        secondaryControl={
          <Button loading={ask.isPending} onClick={send} {...blocked}>
            {t(sentAt === null ? 'common.verificationCode.send' : 'common.verificationCode.sendAgain')}
          </Button>
        }
      >
        <Input
          value={value}
          inputMode="numeric"
          autoComplete="one-time-code"
          onChange={({ detail }) => type(detail.value)}
        />
      </FormField>
      <ProblemAlert problem={ask.error} />
    </SpaceBetween>
  )
}
