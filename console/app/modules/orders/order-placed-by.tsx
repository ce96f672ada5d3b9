import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '#console/api/session.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useActing } from '#console/app/customer-context.ts'
import { paths } from '#console/paths.ts'
import { RichText, useCodeText, useText } from '#console/text/text.tsx'

/** Who ordered, for whom, and what allowed it: the whole chain, in a sentence and by its ids. */
export function OrderPlacedBy({ order }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const code = useCodeText()
  const { placedBy, customerName, source } = order
  const { memberName, partnerName, authorizationId, actingSessionId, reason } = placedBy
  if (partnerName === null) {
    return (
      <Container header={<Header variant="h2">{t('orders.placedBy')}</Header>}>
        <RichText
          id="order.placedBy.own"
          values={{ member: <b>{memberName}</b>, customer: customerName, source: code('orderSource', source) }}
        />
      </Container>
    )
  }
  const values = { member: <b>{memberName}</b>, partner: <b>{partnerName}</b>, customer: <b>{customerName}</b> }
  return (
    <Container header={<Header variant="h2">{t('orders.placedBy')}</Header>}>
      <SpaceBetween size="m">
        <div>
          <RichText id="order.placedBy.behalf" values={values} />
        </div>
        <KeyValuePairs
          columns={1}
          items={[
            { label: t('order.reason'), value: reason ?? '–' },
            { label: t('authorization.title'), value: <AuthorizationId id={authorizationId} /> },
            { label: t('order.actingSession'), value: actingSessionId },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}

/** Leads to the authorization, but from a tab that acts for the customer, which nothing leads out of. */
function AuthorizationId({ id }: { id: string | null }) {
  const { account } = useSession()
  const isActing = useActing() !== null
  if (id === null || isActing) return id
  return <Link href={account.kind === 'customer' ? paths.myAuthorization(id) : paths.authorizations({ id })}>{id}</Link>
}
