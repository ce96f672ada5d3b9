import Alert from '@cloudscape-design/components/alert'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ReasonField } from '#console/ui/reason-field.tsx'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import { RevokedSessions } from './revoked-sessions.tsx'
import { useReasonedDecision } from './use-reasoned-decision.ts'

interface RevokeDialogProps {
  readonly authorization: AuthorizationView
  readonly onClose: () => void
}

/** Ends an authorization at once, after saying whom that hits and what stays. */
export function RevokeDialog({ authorization, onClose }: RevokeDialogProps) {
  const t = useText()
  const { id, partner } = authorization
  const said = { header: t('revoke.done', { partner: partner.name }), content: t('revoke.done.text') }
  const decision = useReasonedDecision('revokeAuthorization', id, said, onClose)
  return (
    <Modal
      visible
      header={t('revoke.title', { partner: partner.name })}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('revoke.confirm')}
          isSending={decision.isSending}
          onConfirm={decision.send}
          onCancel={onClose}
        />
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">
          <SpaceBetween size="xs">
            <div>{t('revoke.text', { partner: partner.name })}</div>
            <RevokedSessions authorization={authorization} />
            <div>{t('revoke.orders')}</div>
          </SpaceBetween>
        </Alert>
        <ReasonField {...decision.reason} description={t('revoke.reason.hint', { partner: partner.name })} />
        <VerificationCodeField purpose="revoke_authorization" subjectId={id} {...decision.code} />
        <ProblemAlert problem={isWrongCode(decision.problem) ? null : decision.problem} />
      </SpaceBetween>
    </Modal>
  )
}
