import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useSession } from '#console/api/session.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useStepUp } from '#console/app/modules/identity/use-step-up.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ConfirmRemoval } from './confirm-removal.tsx'
import { ProviderFacts } from './provider-facts.tsx'
import { ProviderForm } from './provider-form.tsx'

/** The account's provider: what is set, and the ways to set another and to remove it. */
export function IdentityProvider({ provider }: { provider: AnswerOf<'getSingleSignOn'>['provider'] }) {
  const t = useText()
  const { account } = useSession()
  const { show } = useNotices()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const remove = useSend('removeIdentityProvider')
  const [isReplacing, replace] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const redirectUri = `${window.location.origin}${paths.finishSingleSignOn(account.id)}`
  const takeAway = () => {
    setRemoving(false)
    attempt(async () => {
      await remove.mutateAsync({ input: {} })
      show({ id: 'provider', type: 'success', header: t('singleSignOn.wasRemoved') })
    })
  }
  return (
    <Container header={<Header variant="h2">{t('singleSignOn.provider')}</Header>}>
      <SpaceBetween size="m">
        <FormField label={t('singleSignOn.redirect')} description={t('singleSignOn.redirect.text')}>
          <CopyToClipboard
            variant="inline"
            textToCopy={redirectUri}
            copyButtonAriaLabel={t('singleSignOn.copyRedirect')}
            copySuccessText={t('common.copied')}
            copyErrorText={t('common.notCopied')}
          />
        </FormField>
        {provider ? <ProviderFacts provider={provider} /> : <div>{t('singleSignOn.provider.none')}</div>}
        {provider && !isReplacing ? (
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => replace(true)}>{t('singleSignOn.replace')}</Button>
            <Button loading={isBusy} onClick={() => setRemoving(true)}>
              {t('singleSignOn.remove')}
            </Button>
          </SpaceBetween>
        ) : (
          <ProviderForm
            isReplacing={provider !== null}
            onDone={() => replace(false)}
            {...(provider ? { onCancel: () => replace(false) } : {})}
          />
        )}
        <ProblemAlert problem={problem} />
      </SpaceBetween>
      {dialog}
      {isRemoving && (
        <ConfirmRemoval
          title={t('singleSignOn.remove')}
          text={t('singleSignOn.remove.text')}
          onConfirm={takeAway}
          onCancel={() => setRemoving(false)}
        />
      )}
    </Container>
  )
}
