import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { useStepUp } from '#console/app/modules/identity/use-step-up.tsx'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useWhyNot } from './use-why-not.ts'

interface ProviderFormProps {
  readonly isReplacing: boolean
  readonly onDone: () => void
  readonly onCancel?: () => void
}

const none = { issuer: '', clientId: '', clientSecret: '' }
const fields = [
  {
    field: 'issuer',
    label: 'singleSignOn.issuer',
    hint: 'singleSignOn.issuer.hint',
    missing: 'singleSignOn.issuer.missing',
  },
  { field: 'clientId', label: 'singleSignOn.clientId', hint: null, missing: 'singleSignOn.clientId.missing' },
  {
    field: 'clientSecret',
    label: 'singleSignOn.clientSecret',
    hint: 'singleSignOn.clientSecret.hint',
    missing: 'singleSignOn.clientSecret.missing',
  },
] as const

/** Takes what makes Procura a client of the account's provider, and has the server ask that about itself. */
export function ProviderForm({ isReplacing, onDone, onCancel }: ProviderFormProps) {
  const t = useText()
  const { show } = useNotices()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const set = useSend('setIdentityProvider')
  const [typed, setTyped] = useState(none)
  const [acceptsUnverifiedEmails, setAccepts] = useState(false)
  const [isTried, setTried] = useState(false)
  const whyNot = useWhyNot(problem)
  const given = { issuer: typed.issuer.trim(), clientId: typed.clientId.trim(), clientSecret: typed.clientSecret }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fields.some(({ field }) => given[field] === '')) return
    attempt(async () => {
      await set.mutateAsync({ input: { ...given, acceptsUnverifiedEmails } })
      show({ id: 'provider', type: 'success', header: t('singleSignOn.wasSet') })
      onDone()
    })
  }
  return (
    <form onSubmit={send} noValidate>
      <SpaceBetween size="m">
        {fields.map(({ field, label, hint, missing }) => (
          <FormField
            key={field}
            label={t(label)}
            description={hint && t(hint)}
            errorText={isTried && given[field] === '' ? t(missing) : field === 'issuer' && whyNot ? whyNot : ''}
          >
            <Input
              type={field === 'clientSecret' ? 'password' : 'text'}
              autoComplete={false}
              value={typed[field]}
              onChange={({ detail }) => setTyped({ ...typed, [field]: detail.value })}
            />
          </FormField>
        ))}
        <Checkbox
          checked={acceptsUnverifiedEmails}
          description={t('singleSignOn.accepts.hint')}
          onChange={({ detail }) => setAccepts(detail.checked)}
        >
          {t('singleSignOn.accepts')}
        </Checkbox>
        {isReplacing && <div>{t('singleSignOn.replace.text')}</div>}
        {whyNot === null && <ProblemAlert problem={problem} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" loading={isBusy} formAction="submit">
            {t('singleSignOn.set')}
          </Button>
          {onCancel && (
            <Button variant="link" formAction="none" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
        </SpaceBetween>
      </SpaceBetween>
      {dialog}
    </form>
  )
}
