import Box from '@cloudscape-design/components/box'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { fieldsOf, type ParameterField } from '#console/app/modules/orders/parameter-fields.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { useAllowedValues } from './use-allowed-values.ts'
import type { Offer } from './use-price-list.ts'

interface ParametersDialogProps {
  readonly offer: Offer
  readonly onClose: () => void
}

/** The parameters of a plan as people read them: what each is for, what it may be, and what it is by itself. */
export function ParametersDialog({ offer, onClose }: ParametersDialogProps) {
  const t = useText()
  const columns = useColumns(offer)
  return (
    <Modal
      visible
      size="large"
      header={t('catalog.parameters', { plan: offer.planName })}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
    >
      <SpaceBetween size="m">
        <Box variant="p">{t('catalog.parameters.intro')}</Box>
        <Table
          variant="embedded"
          items={fieldsOf(offer.parametersSchema)}
          trackBy="name"
          wrapLines
          ariaLabels={{ tableLabel: t('catalog.parameters', { plan: offer.planName }) }}
          columnDefinitions={columns}
          empty={<EmptyState title={t('catalog.parameter.none')} text={t('catalog.parameter.none.text')} />}
        />
      </SpaceBetween>
    </Modal>
  )
}

function useColumns(offer: Offer): TableProps.ColumnDefinition<ParameterField>[] {
  const t = useText()
  const allowedValues = useAllowedValues(offer)
  return [
    {
      id: 'name',
      header: t('catalog.parameter'),
      isRowHeader: true,
      cell: ({ label, description }) => (
        <>
          {label}
          <Box variant="small" display="block">
            {description}
          </Box>
        </>
      ),
    },
    {
      id: 'required',
      header: t('catalog.parameter.required'),
      cell: ({ isRequired }) => t(isRequired ? 'catalog.parameter.required' : 'catalog.parameter.optional'),
    },
    { id: 'values', header: t('catalog.parameter.values'), cell: allowedValues },
    { id: 'default', header: t('catalog.parameter.default'), cell: ({ initial }) => initial || '–' },
  ]
}
