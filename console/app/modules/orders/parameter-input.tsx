import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import Textarea from '@cloudscape-design/components/textarea'
import Toggle from '@cloudscape-design/components/toggle'
import { useText } from '#console/text/text.tsx'
import type { ParameterField } from './parameter-fields.ts'

interface ParameterInputProps {
  readonly field: ParameterField
  readonly text: string
  readonly errorText: string
  readonly onChange: (text: string) => void
}

/** One parameter of the service's own, in the kind of field that its schema asks for. */
export function ParameterInput({ field, text, errorText, onChange }: ParameterInputProps) {
  const t = useText()
  const constraint = useConstraintText(field)
  const { label, description, isRequired } = field
  const mustSay = isRequired || field.kind === 'toggle'
  return (
    <FormField
      label={mustSay ? label : t('configure.optional', { label })}
      description={description}
      constraintText={constraint}
      errorText={errorText}
    >
      <Control field={field} text={text} onChange={onChange} />
    </FormField>
  )
}

function Control({ field, text, onChange }: Pick<ParameterInputProps, 'field' | 'text' | 'onChange'>) {
  const t = useText()
  const { isRequired } = field
  switch (field.kind) {
    case 'choice': {
      const options = field.options.map((option) => ({ value: String(option) }))
      const none = isRequired ? [] : [{ value: '', label: '–' }]
      return (
        <Select
          options={[...none, ...options]}
          selectedOption={options.find(({ value }) => value === text) ?? null}
          placeholder={t('configure.choose')}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
          ariaRequired={isRequired}
        />
      )
    }
    case 'toggle':
      return (
        <Toggle checked={text === 'true'} onChange={({ detail }) => onChange(String(detail.checked))}>
          {t('configure.on')}
        </Toggle>
      )
    case 'json':
      return (
        <Textarea
          value={text}
          rows={2}
          spellcheck={false}
          ariaRequired={isRequired}
          onChange={({ detail }) => onChange(detail.value)}
        />
      )
    case 'number':
    case 'text':
      return (
        <Input
          value={text}
          {...(field.kind === 'number' ? { inputMode: field.isInteger ? 'numeric' : 'decimal' } : {})}
          spellcheck={false}
          ariaRequired={isRequired}
          onChange={({ detail }) => onChange(detail.value)}
        />
      )
  }
}

function useConstraintText(field: ParameterField): string {
  const t = useText()
  if (field.kind === 'json') return t('configure.json')
  if (field.kind === 'number') {
    const { minimum, maximum } = field
    if (minimum !== undefined && maximum !== undefined) return t('configure.between', { minimum, maximum })
    if (minimum !== undefined) return t('configure.atLeast', { minimum })
    return maximum === undefined ? '' : t('configure.atMost', { maximum })
  }
  if (field.kind !== 'text' || field.maxLength === undefined) return ''
  const { minLength = 0, maxLength: maximum } = field
  return minLength > 0
    ? t('configure.length', { minimum: minLength, maximum })
    : t('configure.lengthAtMost', { maximum })
}
