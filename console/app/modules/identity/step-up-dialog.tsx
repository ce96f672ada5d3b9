import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { DialogActions } from '#console/ui/dialog-actions.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { codeOf, isProof, steppedUp } from '#console/ui/proof.ts'
import { VerificationCodeField } from '#console/ui/verification-code-field.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'

interface StepUpDialogProps {
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Has the member prove once more that it is they, for this session. */
export function StepUpDialog({ onDone, onClose }: StepUpDialogProps) {
  const t = useText()
  const [proof, setProof] = useState('')
  const [isTried, setTried] = useState(false)
  const stepUp = useSend('stepUp', { changesReads: false })
  const confirm = () => {
    setTried(true)
    if (proof === steppedUp) onDone()
    else if (isProof(proof)) stepUp.mutate({ input: codeOf(proof) }, { onSuccess: onDone })
  }
  return (
    <Modal
      visible
      header={t('stepUp.title')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <DialogActions
          confirmText={t('stepUp.confirm')}
          onConfirm={confirm}
          onCancel={onClose}
          isSending={stepUp.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        <VerificationCodeField
          purpose="step_up"
          value={proof}
          onChange={setProof}
          isTried={isTried}
          problem={stepUp.error}
        />
        <ProblemAlert problem={isWrongCode(stepUp.error) ? null : stepUp.error} />
      </SpaceBetween>
    </Modal>
  )
}
