import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'

/** Which partner asks, by whom, when, and what for. */
export function WhoAsks({ authorization }: { authorization: AuthorizationView }) {
  const t = useText()
  const code = useCodeText()
  const { partner, source, requestedBy, requestedAt, message } = authorization
  return (
    <Container header={<Header variant="h2">{t('myAuthorization.whoAsks')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('myPartner.partner'), value: `${partner.name} · ${code('partnerKind', source)}` },
          { label: t('myPartner.requestedBy'), value: requestedBy.memberName },
          { label: t('myPartner.requestedAt'), value: <Instant at={requestedAt} /> },
          { label: t('myAuthorization.message'), value: message },
        ]}
      />
    </Container>
  )
}
