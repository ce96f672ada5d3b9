import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { ReactNode } from 'react'
import type { Customer } from '#contract/partners.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { FreezeState } from './freeze-state.tsx'
import { RevealButton } from './reveal-button.tsx'
import type { Reveal, SensitiveColumn } from './use-reveal.ts'

interface CustomerFactsProps {
  readonly customer: Customer
  readonly reveal: Reveal
}

const none = '–'

/** Who the customer is, whose it is, and whether its account is frozen. What is masked is shown by its eye. */
export function CustomerFacts({ customer, reveal }: CustomerFactsProps) {
  const t = useText()
  const masked = (label: string, column: SensitiveColumn, value: string) => ({
    label,
    value: <Masked column={column} reveal={reveal} value={value} />,
  })
  const { id, name, account, email, mobile, currency, partner, accountManager, tags } = customer
  return (
    <Container
      header={
        <Header variant="h2" description={t('customer.masked')}>
          {t('customer.facts')}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          masked(t('customers.name'), 'name', name),
          masked(t('customers.account'), 'name', account),
          { label: t('customers.id'), value: <Box variant="code">{id}</Box> },
          { label: t('customers.status'), value: <Frozen customer={customer} /> },
          masked(t('customers.email'), 'email', email),
          masked(t('customers.mobile'), 'mobile', mobile ?? none),
          masked(t('customers.accountManager'), 'accountManager', accountManager?.name ?? none),
          { label: t('customers.tags'), value: tags.length === 0 ? none : tags.join(', ') },
          { label: t('customers.partner'), value: partner.name },
          { label: t('customers.association'), value: <Association customer={customer} /> },
          { label: t('customers.currency'), value: currency },
          { label: t('customers.liveResources'), value: customer.liveResources },
        ]}
      />
    </Container>
  )
}

function Masked({ column, reveal, value }: { column: SensitiveColumn; reveal: Reveal; value: string }): ReactNode {
  return (
    <>
      {value} {value !== none && <RevealButton column={column} reveal={reveal} />}
    </>
  )
}

function Frozen({ customer: { freeze } }: { customer: Customer }) {
  const t = useText()
  return (
    <>
      <FreezeState freeze={freeze} />
      {freeze && (
        <Box variant="small" display="block">
          {t('unfreeze.since')} <Instant at={freeze.from} /> · {freeze.reason}
        </Box>
      )}
    </>
  )
}

function Association({ customer: { association } }: { customer: Customer }) {
  const t = useText()
  const code = useCodeText()
  if (!association) return t('customer.notAssociated')
  return (
    <>
      {code('associationType', association.type)}
      <Box variant="small" display="block">
        {t('unfreeze.since')} <Instant at={association.beganAt} />
      </Box>
    </>
  )
}
