import Flashbar from '@cloudscape-design/components/flashbar'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { useText } from '#console/text/text.tsx'
import { useNotices, useShownNotices } from '../notices.tsx'

/** What was done is news on the page where it was done, and on the one that it led to. */
const leadsOnWithinMs = 3_000

function useForgettingSuccess(): void {
  const { dismiss } = useNotices()
  const notices = useShownNotices()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const forget = useEffectEvent(() => {
    const old = notices.filter(({ type, at }) => type === 'success' && performance.now() - at > leadsOnWithinMs)
    for (const { id } of old) dismiss(id)
  })
  useEffect(() => forget(), [pathname])
}

/** The notices above the page, newest first; each is read out when it appears. */
export function NoticeBar() {
  const t = useText()
  const { dismiss } = useNotices()
  const notices = useShownNotices()
  useForgettingSuccess()
  return (
    <Flashbar
      items={notices.map(({ id, type, header, content, action, stays = false }) => ({
        id,
        type,
        header,
        content,
        action,
        ariaRole: type === 'error' || type === 'warning' ? 'alert' : 'status',
        dismissible: !stays,
        dismissLabel: t('common.close'),
        onDismiss: () => dismiss(id),
      }))}
    />
  )
}
