import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'

/** Requests that wait for a decision stand above everything else. */
export function PendingRequests() {
  const t = useText()
  const language = useLanguage()
  const { data } = useApi('listAuthorizations', { state: 'pending' })
  if (data === undefined || data.items.length === 0) return null
  return (
    <SpaceBetween size="xs">
      {data.items.map(({ id, partner, requestedBy, requestedAt, renews }) => (
        <Alert
          key={id}
          type="info"
          header={t('myPartner.pending', { partner: partner.name })}
          action={<Button href={paths.myAuthorization(id)}>{t('myPartner.process')}</Button>}
        >
          {t(renews ? 'myPartner.pending.renews' : 'myPartner.pending.text', {
            member: requestedBy.memberName,
            at: instantText(requestedAt, language),
          })}
        </Alert>
      ))}
    </SpaceBetween>
  )
}
