import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import { useText } from '#console/text/text.tsx'
import { LiveSessions } from './live-sessions.tsx'
import type { PermissionName } from './permission-form.ts'

interface WithdrawalWarningProps {
  readonly name: PermissionName
  readonly partnerId: string
}

/** What withdrawing one permission ends, and what stays. */
export function WithdrawalWarning({ name, partnerId }: WithdrawalWarningProps) {
  const t = useText()
  return (
    <Alert type="warning" header={t(`permission.withdraw.${name}`)}>
      {name === 'actOnBehalf' && (
        <Box variant="p" color="inherit" fontWeight="bold">
          <LiveSessions partnerId={partnerId} />
        </Box>
      )}
      {t(`permission.withdraw.${name}.text`)}
    </Alert>
  )
}
