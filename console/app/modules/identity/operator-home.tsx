import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'
import { Boxes } from './boxes.tsx'

type Broker = AnswerOf<'listBrokers'>['items'][number]
type Partner = AnswerOf<'listPartners'>['items'][number]

/** What waits for the operator: brokers that do not answer, work that waits for them, and the partners. */
export function OperatorHome() {
  return (
    <Boxes>
      <Brokers />
      <FrozenPartners />
      <Partners />
    </Boxes>
  )
}

function Brokers() {
  const t = useText()
  const code = useCodeText()
  const list = useApi('listBrokers', {})
  const row = ({ id, name, state, waiting }: Broker) => ({
    id,
    content: <Link href={paths.brokers()}>{name}</Link>,
    secondaryContent: t('home.brokerWaiting', { count: waiting }),
    actions: (
      <StatusIndicator type={state === 'reachable' ? 'success' : state === 'unreachable' ? 'error' : 'pending'}>
        {code('brokerState', state)}
      </StatusIndicator>
    ),
  })
  return (
    <AttentionBox
      title={t('brokers.title')}
      list={list}
      row={row}
      href={paths.brokers()}
      nothing={t('home.brokers.none')}
    />
  )
}

function FrozenPartners() {
  const t = useText()
  const list = useApi('listPartners', { frozen: true, limit: boxRows })
  const href = paths.partners()
  return (
    <AttentionBox
      title={t('home.frozenPartners')}
      list={list}
      row={usePartnerRow()}
      href={href}
      nothing={t('home.frozenPartners.none')}
    />
  )
}

function Partners() {
  const t = useText()
  const list = useApi('listPartners', { limit: boxRows })
  const href = paths.partners()
  return (
    <AttentionBox
      title={t('partners.title')}
      list={list}
      row={usePartnerRow()}
      href={href}
      nothing={t('home.partners.none')}
    />
  )
}

function usePartnerRow() {
  const t = useText()
  const code = useCodeText()
  return ({ id, name, kind, customers }: Partner) => ({
    id,
    content: name,
    secondaryContent: t('home.partnerOf', { kind: code('partnerKind', kind), count: customers }),
  })
}
