import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'

/** What is known of the account's provider; its secret is not. */
export function ProviderFacts({ provider }: { provider: AnswerOf<'setIdentityProvider'> }) {
  const t = useText()
  const { issuer, clientId, acceptsUnverifiedEmails, setAt } = provider
  return (
    <KeyValuePairs
      columns={2}
      items={[
        { label: t('singleSignOn.issuer'), value: issuer },
        { label: t('singleSignOn.clientId'), value: clientId },
        {
          label: t('singleSignOn.emails'),
          value: t(acceptsUnverifiedEmails ? 'singleSignOn.emails.silent' : 'singleSignOn.emails.verified'),
        },
        { label: t('singleSignOn.since'), value: <Instant at={setAt} /> },
      ]}
    />
  )
}
