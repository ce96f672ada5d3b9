import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { languageNames, languages } from '#console/text/language.ts'
import { useText } from '#console/text/text.tsx'
import { densities, type Look, themes, useLook } from '#console/ui/preferences.ts'
import { useSaveLook } from '#console/ui/use-save-look.ts'

/** Language, theme and density, each changed at once and kept for the member. */
export function Appearance() {
  const t = useText()
  const look = useLook()
  const save = useSaveLook()
  const choice = <P extends keyof Look>(
    part: P,
    label: string,
    values: readonly Look[P][],
    textOf: Spoken<Look[P]>,
  ) => (
    <FormField label={label}>
      <RadioGroup
        value={look[part]}
        items={values.map((value) => ({ value, label: textOf(value) }))}
        onChange={({ detail }) => {
          const chosen = values.find((value) => value === detail.value)
          if (chosen !== undefined) save({ [part]: chosen })
        }}
      />
    </FormField>
  )
  return (
    <Container
      header={
        <Header variant="h2" description={t('account.look.text')}>
          {t('account.look')}
        </Header>
      }
    >
      <ColumnLayout columns={3}>
        {choice('language', t('frame.language'), languages, (one) => languageNames[one])}
        {choice('theme', t('frame.theme'), themes, (one) => t(`frame.theme.${one}`))}
        {choice('density', t('frame.density'), densities, (one) => t(`frame.density.${one}`))}
      </ColumnLayout>
    </Container>
  )
}

type Spoken<V> = (value: V) => string
