import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { reasonOf } from '#contract/walls.ts'
import { BillingMode } from '#contract/catalog.ts'
import { useActing } from '#console/app/customer-context.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { useReasonText } from '#console/ui/use-reason-text.ts'
import type { ItemForm } from './item-form.ts'
import { neededAction } from './needed-action.ts'

interface PlaceFieldsProps {
  readonly form: ItemForm
  /** The regions where the service is offered. */
  readonly regions: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (change: Partial<ItemForm>) => void
}

/** Where the resource will stand, and how it is billed: both decide which plans there are, and their prices. */
export function PlaceFields({ form, regions, onChange }: PlaceFieldsProps) {
  const t = useText()
  const code = useCodeText()
  const reasonText = useReasonText()
  const scope = useActing()?.scope
  const options = regions.map(({ id, name }) => ({ value: id, label: name, description: id }))
  const modes = BillingMode.options.map((mode) => {
    const isAllowed = !scope || scope.actions.includes(neededAction[mode])
    const how = isAllowed ? '' : reasonText(reasonOf('authorization_action'))
    return {
      value: mode,
      label: code('billingMode', mode),
      description: isAllowed ? t(`configure.billingMode.${mode}`) : t('configure.billingMode.notAllowed', { how }),
      disabled: !isAllowed,
    }
  })
  return (
    <Container header={<Header variant="h2">{t('configure.place')}</Header>}>
      <SpaceBetween size="l">
        <FormField label={t('configure.region')} constraintText={t('configure.region.hint')}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === form.region) ?? null}
            placeholder={t('configure.choose')}
            filteringType={options.length > 8 ? 'auto' : 'none'}
            onChange={({ detail }) => onChange({ region: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={t('configure.billingMode')} stretch>
          <Tiles
            items={modes}
            value={form.billingMode}
            onChange={({ detail }) => onChange({ billingMode: BillingMode.parse(detail.value) })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
