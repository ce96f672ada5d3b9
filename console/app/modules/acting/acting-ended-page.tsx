import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { Loading } from '#console/app/loading.tsx'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { RichText, useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** What a tab shows whose acting session has ended by itself: what happened, and the way back to the customer. */
export function ActingEndedPage() {
  const t = useText()
  const code = useCodeText()
  const { actingSessionId = '' } = useParams({ strict: false })
  const { data, error, refetch } = useApi('getActingSession', { actingSessionId })
  return (
    <Page title={t('actingEnded.title')}>
      {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data && (
        <SpaceBetween size="l">
          <Alert
            type="warning"
            header={data.endCause ? code('actingEndCause', data.endCause) : t('actingEnded.noCause')}
          >
            <RichText
              id="actingEnded.text"
              values={{
                customer: <strong>{data.customerName}</strong>,
                at: <Instant at={data.endedAt ?? data.asOf} />,
              }}
            />
          </Alert>
          <Box>{t('actingEnded.orders')}</Box>
          <Button variant="primary" href={paths.customers({ id: data.customerId })}>
            {t('actingEnded.back')}
          </Button>
        </SpaceBetween>
      )}
    </Page>
  )
}
