import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import type { NewSession } from './sign-in-form.tsx'

interface ChooseAccountProps {
  /** The session so far, for one of the accounts. */
  readonly session: NewSession
  readonly onChosen: (session: NewSession) => void
}

/** A person who is a member of several accounts says as which of them they go on. */
export function ChooseAccount({ session, onChosen }: ChooseAccountProps) {
  const t = useText()
  const code = useCodeText()
  const [chosen, setChosen] = useState(session.account.id)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async () => {
    setSending(true)
    setProblem(null)
    try {
      const isOther = chosen !== session.account.id
      onChosen(isOther ? await ownApi.client.chooseAccount({ accountId: chosen }) : session)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return (
    <SpaceBetween size="m">
      <ProblemAlert problem={problem} />
      <FormField label={t('signIn.chooseAccount')} description={t('signIn.chooseAccount.text')} stretch>
        <RadioGroup
          value={chosen}
          onChange={({ detail }) => setChosen(detail.value)}
          items={session.accounts.map(({ id, name, kind, partnerKind }) => ({
            value: id,
            label: name,
            description: partnerKind ? code('partnerKind', partnerKind) : code('accountKind', kind),
          }))}
        />
      </FormField>
      <Button variant="primary" loading={isSending} onClick={() => void send()}>
        {t('signIn.continue')}
      </Button>
    </SpaceBetween>
  )
}
