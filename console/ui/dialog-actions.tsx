import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useText } from '#console/text/text.tsx'
import { SubmitButton } from './submit-button.tsx'

interface DialogActionsProps {
  readonly confirmText: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
  readonly isSending?: boolean
  /** What the way out is called, where “Cancel” could be taken for what the dialog is for. */
  readonly cancelText?: string
  /** Why it cannot be confirmed yet; said beside the button. */
  readonly disabledReason?: string
}

/** The foot of a dialog: the way out first, what it is for last. */
export function DialogActions({
  confirmText,
  onConfirm,
  onCancel,
  isSending = false,
  cancelText,
  disabledReason,
}: DialogActionsProps) {
  const t = useText()
  const blocked = disabledReason === undefined ? {} : { disabled: true, disabledReason }
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onCancel}>
          {cancelText ?? t('common.cancel')}
        </Button>
        <SubmitButton variant="primary" loading={isSending} onClick={onConfirm} {...blocked}>
          {confirmText}
        </SubmitButton>
      </SpaceBetween>
    </Box>
  )
}
