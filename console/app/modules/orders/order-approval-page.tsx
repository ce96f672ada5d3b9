import Alert from '@cloudscape-design/components/alert'
import { useLocation } from '@tanstack/react-router'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ProblemError } from '#sdk/client.ts'
import { useState } from 'react'
import { LinkedOrder } from './linked-order.tsx'

/**
 * Where a mailed link leads: one order to approve or reject, without signing in. The token stands behind the `#`, which
 * browsers send to nobody.
 */
export function OrderApprovalPage() {
  const t = useText()
  const token = useLocation().hash
  const [decided, setDecided] = useState<AnswerOf<'approveOrderByLink'> | null>(null)
  const { data, error, refetch } = useApi('getOrderByLink', { token }, { enabled: decided === null })
  const isOver = error instanceof ProblemError && [400, 404].includes(error.status)
  return (
    <Page title={t('approval.title')}>
      {decided ? (
        <Alert type="success" header={t(decided.state === 'rejected' ? 'approval.rejected' : 'approval.approved')}>
          {t('approval.decided', { id: decided.id })}
        </Alert>
      ) : isOver ? (
        <Alert type="warning" header={t('approval.over')}>
          {t('approval.over.text')}
        </Alert>
      ) : error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <LinkedOrder token={token} {...data} onDecided={setDecided} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
