import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useText } from '#console/text/text.tsx'

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[]
  readonly onClose: () => void
}

/** Shows recovery codes for the one time they can be shown: closed by its button alone, and not by a stray click. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const t = useText()
  return (
    <Modal
      visible
      header={t('security.codes')}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {t('security.codes.kept')}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>{t('security.codes.text')}</div>
        <Box fontSize="heading-m">
          <ul aria-label={t('security.codes')}>
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </Box>
        <CopyToClipboard
          textToCopy={codes.join('\n')}
          copyButtonText={t('security.codes.copy')}
          copySuccessText={t('common.copied')}
          copyErrorText={t('common.notCopied')}
        />
      </SpaceBetween>
    </Modal>
  )
}
