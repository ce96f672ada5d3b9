import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Offer } from '#console/app/modules/catalog/use-price-list.ts'
import { useText } from '#console/text/text.tsx'
import type { Fault } from './faults.ts'
import { type ItemForm, parametersOf } from './item-form.ts'
import { ParameterInput } from './parameter-input.tsx'
import { useFaultText } from './use-fault-text.ts'

interface ParameterInputsProps {
  readonly form: ItemForm
  readonly offer: Offer | undefined
  readonly faults: Readonly<Record<string, Fault>>
  /** Whether what is missing is said yet. */
  readonly isTried: boolean
  readonly onChange: (texts: ItemForm['texts']) => void
}

/** The plan's own parameters, as its schema describes them. */
export function ParameterInputs({ form, offer, faults, isTried, onChange }: ParameterInputsProps) {
  const t = useText()
  const faultText = useFaultText()
  const { texts } = form
  return (
    <Container header={<Header variant="h2">{t('configure.parameters')}</Header>}>
      {offer ? (
        <SpaceBetween size="l">
          {parametersOf(offer).map((field) => {
            const { name, initial } = field
            const fault = isTried || texts[name] !== undefined ? faults[`parameters.${name}`] : undefined
            return (
              <ParameterInput
                key={name}
                field={field}
                text={texts[name] ?? initial}
                errorText={faultText(fault)}
                onChange={(text) => onChange({ ...texts, [name]: text })}
              />
            )
          })}
        </SpaceBetween>
      ) : (
        <Box color="text-body-secondary">{t('configure.parameters.first')}</Box>
      )}
    </Container>
  )
}
