import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'

interface ChoicesFieldProps<T extends string> {
  readonly label: string
  readonly description: string
  readonly errorText: string
  readonly options: readonly T[]
  readonly chosen: readonly T[]
  readonly textOf: (option: T) => string
  readonly onChange: (chosen: T[]) => void
}

/** Some of several, in the order in which they are offered. */
export function ChoicesField<T extends string>(props: ChoicesFieldProps<T>) {
  const { label, description, errorText, options, chosen, textOf, onChange } = props
  const toggled = (option: T, isChosen: boolean) =>
    options.filter((one) => (one === option ? isChosen : chosen.includes(one)))
  return (
    <FormField label={label} description={description} errorText={errorText}>
      <fieldset className="choices" aria-label={label}>
        <SpaceBetween size="xs">
          {options.map((option) => (
            <Checkbox
              key={option}
              checked={chosen.includes(option)}
              onChange={({ detail }) => onChange(toggled(option, detail.checked))}
            >
              {textOf(option)}
            </Checkbox>
          ))}
        </SpaceBetween>
      </fieldset>
    </FormField>
  )
}
