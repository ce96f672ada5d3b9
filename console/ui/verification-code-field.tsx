import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { verificationCodeMinutes, type VerificationPurpose } from '#contract/verification.ts'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import { useSend } from '#console/api/use-api.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface VerificationCodeFieldProps {
  readonly purpose: VerificationPurpose
  /** What the code is for; it is good for nothing else. */
  readonly subjectId?: string
  readonly value: string
  readonly onChange: (code: string) => void
  readonly errorText?: string
}

const codeLength = 6

/** Has a code mailed to the member and takes it: for what must not be done by whoever finds a screen unlocked. */
export function VerificationCodeField({ purpose, subjectId, value, onChange, errorText }: VerificationCodeFieldProps) {
  const t = useText()
  const { email } = useSession().member
  const ask = useSend('requestVerificationCode')
  const wasSent = ask.isSuccess
  const send = () => ask.mutate({ input: { purpose, ...(subjectId === undefined ? {} : { subjectId }) } })
  return (
    <SpaceBetween size="xs">
      <FormField
        label={t('common.verificationCode')}
        description={t('common.verificationCode.hint', { email, minutes: verificationCodeMinutes })}
        constraintText={wasSent ? <output>{t('common.verificationCode.sent', { email })}</output> : undefined}
        errorText={errorText}
        secondaryControl={
          <Button loading={ask.isPending} onClick={send}>
            {t(wasSent ? 'common.verificationCode.sendAgain' : 'common.verificationCode.send')}
          </Button>
        }
      >
        <Input
          value={value}
          inputMode="numeric"
          autoComplete="one-time-code"
          onChange={({ detail }) => onChange(detail.value.replace(/\D/g, '').slice(0, codeLength))}
        />
      </FormField>
      <ProblemAlert problem={ask.error} />
    </SpaceBetween>
  )
}
