import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  /** The next step, where there is one. */
  readonly step?: { readonly text: string; readonly href: string }
}

/** What stands where nothing is yet: what will stand there, and what to do for it. */
export function EmptyState({ title, text, step }: EmptyStateProps) {
  return (
    <Box textAlign="center" padding={{ vertical: 's' }}>
      <SpaceBetween size="xs">
        <b>{title}</b>
        <Box variant="p">{text}</Box>
        {step && <Button href={step.href}>{step.text}</Button>}
      </SpaceBetween>
    </Box>
  )
}
