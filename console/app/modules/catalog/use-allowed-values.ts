import type { ParameterField } from '#console/app/modules/orders/parameter-fields.ts'
import { useText } from '#console/text/text.tsx'
import type { Offer } from './use-price-list.ts'

const zone = 'availabilityZone'

/** What a parameter of an offer may be, in words. A zone is one of the offer's region. */
export function useAllowedValues({ availabilityZones }: Offer): (field: ParameterField) => string {
  const t = useText()
  return (field) => {
    if (field.name === zone && availabilityZones.length > 0)
      return t('catalog.parameter.zones', { zones: availabilityZones.join(', ') })
    switch (field.kind) {
      case 'choice':
        return field.options.join(', ')
      case 'toggle':
        return t('catalog.parameter.yesOrNo')
      case 'json':
        return t('catalog.parameter.json')
      case 'number': {
        const { minimum, maximum } = field
        if (minimum !== undefined && maximum !== undefined) return t('configure.between', { minimum, maximum })
        if (minimum !== undefined) return t('configure.atLeast', { minimum })
        return maximum === undefined ? t('catalog.parameter.anyNumber') : t('configure.atMost', { maximum })
      }
      case 'text': {
        const { minLength: minimum = 0, maxLength: maximum, pattern } = field
        const length = maximum !== undefined && t('configure.length', { minimum, maximum })
        const form = pattern !== undefined && t('catalog.parameter.form', { pattern })
        return [length, form].filter((part) => part !== false).join(' ') || t('catalog.parameter.anyText')
      }
    }
  }
}
