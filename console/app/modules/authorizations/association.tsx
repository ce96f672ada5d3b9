import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { Customer } from '#contract/partners.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'

/** Who sells to this customer, in which way, and since when. */
export function Association({ customer }: { customer: Pick<Customer, 'partner' | 'association'> | undefined }) {
  const t = useText()
  return (
    <Container header={<Header variant="h2">{t('myPartner.association')}</Header>}>
      {customer === undefined ? (
        <Loading />
      ) : customer.association === null ? (
        t('myPartner.noAssociation')
      ) : (
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('myPartner.partner'), value: customer.partner.name },
            { label: t('myPartner.associationType'), value: t(`myPartner.type.${customer.association.type}`) },
            { label: t('myPartner.associatedSince'), value: <Instant at={customer.association.beganAt} /> },
          ]}
        />
      )}
    </Container>
  )
}
