import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useText } from '#console/text/text.tsx'

interface LetterAcceptanceProps {
  readonly letter: { readonly version: number; readonly text: string }
  readonly isAccepted: boolean
  readonly onChange: (isAccepted: boolean) => void
  readonly isTried: boolean
}

/** The letter to read, and the hand under it. */
export function LetterAcceptance({ letter, isAccepted, onChange, isTried }: LetterAcceptanceProps) {
  const t = useText()
  return (
    <Container header={<Header variant="h2">{t('process.step.letter')}</Header>}>
      <SpaceBetween size="m">
        <div>
          {letter.text.split('\n\n').map((paragraph) => (
            <Box key={paragraph} variant="p">
              {paragraph}
            </Box>
          ))}
        </div>
        <FormField errorText={isTried && !isAccepted ? t('process.error.letter') : ''}>
          <Checkbox checked={isAccepted} onChange={({ detail }) => onChange(detail.checked)}>
            {t('process.letter.accept', { version: letter.version })}
          </Checkbox>
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
