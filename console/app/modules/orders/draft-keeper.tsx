import Button from '@cloudscape-design/components/button'
import { useEffect } from 'react'
import { useApiContext } from '#console/api/api-context.tsx'
import { useSession } from '#console/api/session.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { draftContext, keepOnlyDraftOf } from './draft-store.ts'

/**
 * Forgets what was drafted in other contexts as soon as this one is entered, so that nothing of one customer is left in
 * the tab of another. An order whose outcome was still not known then is told of, without saying whose it was.
 */
export function DraftKeeper() {
  const t = useText()
  const { show } = useNotices()
  const { actingSessionId } = useApiContext()
  const { account, member } = useSession()
  const context = draftContext(member.id, actingSessionId ?? account.id)
  useEffect(() => {
    if (!keepOnlyDraftOf(context)) return
    const action = actingSessionId === null && <Button href={paths.orders()}>{t('placing.seeOrders')}</Button>
    show({
      id: 'unfinished-order',
      type: 'warning',
      header: t('unfinished.title'),
      content: t('unfinished.text'),
      action,
    })
  }, [context, actingSessionId, show, t])
  return null
}
