import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { addDomain } from '#contract/single-sign-on.ts'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** Claims one more domain, whose record then stands in the list. */
export function AddDomain() {
  const t = useText()
  const add = useSend('addDomain')
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const given = addDomain.input.safeParse({ domain: typed.trim() })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!given.success) return
    const onSuccess = () => {
      setTyped('')
      setTried(false)
    }
    add.mutate({ input: given.data }, { onSuccess })
  }
  return (
    <form onSubmit={send} noValidate>
      <SpaceBetween size="s">
        <FormField
          label={t('singleSignOn.domain')}
          description={t('singleSignOn.domain.hint')}
          errorText={isTried && !given.success ? t('singleSignOn.domain.wrong') : ''}
        >
          <Input value={typed} autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
        <ProblemAlert problem={add.error} />
        <Button loading={add.isPending} formAction="submit">
          {t('singleSignOn.domain.add')}
        </Button>
      </SpaceBetween>
    </form>
  )
}
