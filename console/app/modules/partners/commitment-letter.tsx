import Checkbox from '@cloudscape-design/components/checkbox'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import { useText } from '#console/text/text.tsx'
import { Letter } from '#console/ui/letter.tsx'

interface CommitmentLetterProps {
  readonly letter: { readonly version: number; readonly text: string }
  readonly wasAccepted: boolean
  readonly isAccepted: boolean
  readonly onChange: (isAccepted: boolean) => void
  readonly isTried: boolean
}

/** What the partner commits itself to: shown in full until this version has been accepted, and to read ever after. */
export function CommitmentLetter({ letter, wasAccepted, isAccepted, onChange, isTried }: CommitmentLetterProps) {
  const t = useText()
  const { version } = letter
  const text = <Letter name={t('request.letter')} text={letter.text} />
  if (wasAccepted) {
    return (
      <ExpandableSection headerText={t('request.letter')} headerDescription={t('request.letter.binds', { version })}>
        {text}
      </ExpandableSection>
    )
  }
  return (
    <FormField
      label={t('request.letter')}
      description={t('request.letter.text')}
      errorText={isTried && !isAccepted ? t('request.letter.missing') : ''}
      stretch
    >
      {text}
      <Checkbox checked={isAccepted} onChange={({ detail }) => onChange(detail.checked)}>
        {t('request.letter.accept', { version })}
      </Checkbox>
    </FormField>
  )
}
