import Box from '@cloudscape-design/components/box'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ReasonField } from '#console/ui/reason-field.tsx'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import { useReasonedDecision } from './use-reasoned-decision.ts'

interface RejectDialogProps {
  readonly authorization: AuthorizationView
  readonly onClose: () => void
}

/** Refuses a request, with a reason that the partner is told. */
export function RejectDialog({ authorization, onClose }: RejectDialogProps) {
  const t = useText()
  const { id, partner } = authorization
  const said = { header: t('reject.done', { partner: partner.name }) }
  const decision = useReasonedDecision('rejectAuthorization', id, said, onClose)
  return (
    <Modal
      visible
      header={t('reject.title', { partner: partner.name })}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('reject.confirm')}
          isSending={decision.isSending}
          onConfirm={decision.send}
          onCancel={onClose}
        />
      }
    >
      <SpaceBetween size="l">
        <Box variant="p">{t(authorization.renews ? 'reject.renewal' : 'reject.text', { partner: partner.name })}</Box>
        <ReasonField {...decision.reason} description={t('reject.reason.hint', { partner: partner.name })} />
        <VerificationCodeField purpose="decide_authorization" subjectId={id} {...decision.code} />
        <ProblemAlert problem={isWrongCode(decision.problem) ? null : decision.problem} />
      </SpaceBetween>
    </Modal>
  )
}
