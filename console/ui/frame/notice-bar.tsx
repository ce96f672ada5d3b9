import Flashbar from '@cloudscape-design/components/flashbar'
import { useText } from '#console/text/text.tsx'
import { useNotices, useShownNotices } from '../notices.tsx'

/** The notices above the page, newest first; each is read out when it appears. */
export function NoticeBar() {
  const t = useText()
  const { dismiss } = useNotices()
  const notices = useShownNotices()
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
