import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Reseller = AnswerOf<'listResellers'>['items'][number]

/** A distributor's resellers: how many customers each has, and whether it may act for them. */
export function ResellersAtAGlance() {
  const t = useText()
  const list = useApi('listResellers', { limit: boxRows })
  const row = ({ id, name, customers, frozen, permission }: Reseller) => ({
    id,
    content: name,
    secondaryContent: t('home.resellerCustomers', { count: customers }),
    actions: frozen ? (
      <StatusIndicator type="error">{t('home.resellerFrozen')}</StatusIndicator>
    ) : (
      <StatusIndicator type={permission.actOnBehalf ? 'success' : 'stopped'}>
        {t(permission.actOnBehalf ? 'home.resellerActs' : 'home.resellerActsNot')}
      </StatusIndicator>
    ),
  })
  return (
    <AttentionBox
      title={t('resellers.title')}
      list={list}
      row={row}
      href={paths.resellers()}
      nothing={t('home.resellers.none')}
    />
  )
}
