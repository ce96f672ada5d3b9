import Alert from '@cloudscape-design/components/alert'
import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import { actingIdleMinutes, actingSessionMinutes } from '#contract/acting.ts'
import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { ActingTerms } from './acting-terms.tsx'
import type { CustomerDialogProps } from './customer-dialog.tsx'
import { DialogFrame } from './dialog-frame.tsx'
import { useDialogSend } from './use-dialog-send.ts'
import { useOpenActing } from './use-open-acting.ts'

/** Switches role: says for whom, on what authorization, what it allows and what is left of it, and asks why. */
export function ActDialog({ customer, onClose }: CustomerDialogProps) {
  const t = useText()
  const { id: customerId } = customer
  const authorizationId = customer.authorization?.id ?? ''
  const authorization = useApi('getAuthorization', { authorizationId }, { enabled: authorizationId !== '' })
  const [reason, setReason] = useState('')
  const [inNewTab, setInNewTab] = useState(false)
  const open = useOpenActing()
  const name = authorization.data?.customer.name ?? customer.name
  const { isTried, confirm, isSending, problem } = useDialogSend('startActingSession', {
    // Nobody switches role without having seen what the authorization allows.
    input: isReason(reason) && authorization.data ? { customerId, reason } : null,
    done: inNewTab ? null : t('act.done', { name }),
    onDone: (acting) => {
      onClose()
      open(acting, inNewTab)
    },
  })
  return (
    <DialogFrame
      title={t('act.title')}
      customer={{ ...customer, name }}
      size="large"
      confirmText={t('act.confirm')}
      onConfirm={confirm}
      onClose={onClose}
      isSending={isSending}
      problem={problem}
    >
      <ProblemAlert problem={authorization.error} onRetry={() => void authorization.refetch()} />
      {customer.freeze && <Alert type="warning">{t('act.frozen')}</Alert>}
      {authorization.data && <ActingTerms customer={customer} authorization={authorization.data} />}
      <ReasonField
        label={t('act.reason')}
        description={t('act.reason.who')}
        value={reason}
        onChange={setReason}
        isTried={isTried}
      />
      <Checkbox
        checked={inNewTab}
        onChange={({ detail }) => setInNewTab(detail.checked)}
        description={t('act.time', { minutes: actingSessionMinutes, idle: actingIdleMinutes })}
      >
        {t('act.newTab')}
      </Checkbox>
    </DialogFrame>
  )
}
