import { useBlocker } from '@tanstack/react-router'
import Modal from '@cloudscape-design/components/modal'
import { patterns } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from './dialog-actions.tsx'

/**
 * Asks whoever is about to leave a form that is half filled in whether they mean it. Who has to sign in anew is not
 * asked. Before the tab itself is closed or loaded anew, the browser asks.
 */
export function LeaveGuard({ isBegun }: { isBegun: boolean }) {
  const t = useText()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isBegun && next.pathname !== current.pathname && next.pathname !== patterns.signIn,
    enableBeforeUnload: isBegun,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Modal
      visible
      header={t('leave.title')}
      onDismiss={blocker.reset}
      footer={
        <DialogActions
          confirmText={t('leave.leave')}
          cancelText={t('leave.stay')}
          onConfirm={blocker.proceed}
          onCancel={blocker.reset}
        />
      }
    >
      {t('leave.text')}
    </Modal>
  )
}
