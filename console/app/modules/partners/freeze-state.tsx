import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { Customer } from '#contract/partners.ts'
import { useCodeText, useText } from '#console/text/text.tsx'

/** Whether an account is frozen, how far, and by what. */
export function FreezeState({ freeze }: { freeze: Customer['freeze'] }) {
  const t = useText()
  const code = useCodeText()
  if (!freeze) return <StatusIndicator type="success">{t('customers.notFrozen')}</StatusIndicator>
  return (
    <>
      <StatusIndicator type="stopped">
        {t('customers.frozen', { scope: code('freezeScope', freeze.scope) })}
      </StatusIndicator>
      <Box variant="small" display="block">
        {code('freezeOrigin', freeze.origin)}
      </Box>
    </>
  )
}
