import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { minPasswordLength } from '#contract/passwords.ts'
import { useText } from '#console/text/text.tsx'

/** A new password, typed twice. */
export interface NewPassword {
  readonly first: string
  readonly again: string
}

interface NewPasswordFieldsProps {
  readonly value: NewPassword
  readonly onChange: (value: NewPassword) => void
  readonly isTried: boolean
}

/** Where somebody types a new password twice, since nobody sees what is typed. */
export function NewPasswordFields({ value, onChange, isTried }: NewPasswordFieldsProps) {
  const t = useText()
  const hint = t('security.password.new.hint', { count: minPasswordLength })
  const isShort = value.first.length < minPasswordLength
  return (
    <SpaceBetween size="m">
      <FormField
        label={t('security.password.new')}
        {...(isTried && isShort ? { errorText: hint } : { description: hint })}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={value.first}
          onChange={({ detail }) => onChange({ ...value, first: detail.value })}
        />
      </FormField>
      <FormField
        label={t('security.password.again')}
        errorText={isTried && value.first !== value.again ? t('security.password.differs') : ''}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={value.again}
          onChange={({ detail }) => onChange({ ...value, again: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  )
}

/** Whether it can be sent. */
export function isNewPassword({ first, again }: NewPassword): boolean {
  return first.length >= minPasswordLength && first === again
}
