import { useEffect } from 'react'
import type { ActingTime } from '#console/app/acting-time.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'

const noticeId = 'acting-time'

/** Warns once, aloud, when an acting session is about to end; the warning goes when more is done in it. */
export function useTimeWarning(endsSoonBy: ActingTime['endsSoonBy']): void {
  const t = useText()
  const { show, dismiss } = useNotices()
  useEffect(() => {
    if (endsSoonBy === null) {
      dismiss(noticeId)
      return
    }
    show({
      id: noticeId,
      type: 'warning',
      header: t('acting.endsSoon'),
      content: t(endsSoonBy === 'hour' ? 'acting.endsSoon.hour' : 'acting.endsSoon.idleness'),
    })
  }, [endsSoonBy, show, dismiss, t])
}
