import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { createApiKey } from '#contract/api-keys.ts'
import type { ApiKeyPermission } from '#contract/permissions.ts'
import { useText } from '#console/text/text.tsx'
import { usePermissionChoices } from './use-permission-choices.ts'

export interface KeyDraft {
  readonly name: string
  readonly permissions: readonly ApiKeyPermission[]
  readonly days: number
}

interface KeyFieldsProps {
  readonly draft: KeyDraft
  readonly onChange: (draft: KeyDraft) => void
  /** Whether what is missing is said yet. */
  readonly isTried: boolean
}

const { name: Name } = createApiKey.input.shape
const maxNameLength = Name.maxLength ?? Infinity
const lifetimes = [7, 30, 90, 180, 365] as const

/** Which program a key is for, what it may do, and how long. */
export function KeyFields({ draft, onChange, isTried }: KeyFieldsProps) {
  const t = useText()
  const choices = usePermissionChoices()
  const { name, permissions, days } = draft
  const lifetime = (count: number) => ({ value: String(count), label: t('apiKeys.days', { count }) })
  return (
    <SpaceBetween size="m">
      <FormField
        label={t('apiKeys.name')}
        description={t('apiKeys.name.text')}
        errorText={isTried && !isKeyName(name) ? t('apiKeys.name.missing') : ''}
      >
        <Input
          value={name}
          onChange={({ detail }) => onChange({ ...draft, name: detail.value.slice(0, maxNameLength) })}
        />
      </FormField>
      <FormField
        label={t('apiKeys.permissions')}
        description={t('apiKeys.permissions.text')}
        errorText={isTried && permissions.length === 0 ? t('apiKeys.permissions.missing') : ''}
      >
        <Multiselect
          options={choices}
          selectedOptions={choices.filter(({ value }) => permissions.includes(value))}
          filteringType="auto"
          placeholder={t('apiKeys.permissions.choose')}
          onChange={({ detail }) => {
            const chosen = detail.selectedOptions.map(({ value }) => value)
            onChange({
              ...draft,
              permissions: choices.map(({ value }) => value).filter((value) => chosen.includes(value)),
            })
          }}
        />
      </FormField>
      <FormField label={t('apiKeys.lifetime')}>
        <Select
          options={lifetimes.map(lifetime)}
          selectedOption={lifetime(days)}
          onChange={({ detail }) => onChange({ ...draft, days: Number(detail.selectedOption.value) })}
        />
      </FormField>
    </SpaceBetween>
  )
}

/** Whether the API would take it. */
export function isKeyName(name: string): boolean {
  return Name.safeParse(name).success
}
