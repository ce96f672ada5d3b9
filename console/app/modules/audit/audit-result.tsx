import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useCodeText } from '#console/text/text.tsx'

const signs: Readonly<Record<string, StatusIndicatorProps.Type>> = { done: 'success', refused: 'error' }

/** Whether it was done, and which refusal it was when it was not. */
export function AuditResult({ result, code }: { result: string; code: string | null }) {
  const codeText = useCodeText()
  return (
    <>
      <StatusIndicator type={signs[result] ?? 'info'}>{codeText('auditResult', result)}</StatusIndicator>
      {code !== null && (
        <Box variant="small" color="text-body-secondary" display="block">
          {codeText('refusal', code)}
        </Box>
      )}
    </>
  )
}
