import { useText } from '#console/text/text.tsx'
import type { Fault } from './faults.ts'

/** What is wrong with a field, as a sentence; nothing where nothing is. */
export function useFaultText(): (fault: Fault | undefined) => string {
  const t = useText()
  return (fault) => {
    switch (fault?.kind) {
      case undefined:
        return ''
      case 'missing':
        return t('fault.missing')
      case 'noNumber':
        return t('fault.noNumber')
      case 'noInteger':
        return t('fault.noInteger')
      case 'tooSmall':
        return t('fault.tooSmall', { limit: fault.limit })
      case 'tooLarge':
        return t('fault.tooLarge', { limit: fault.limit })
      case 'tooShort':
        return t('fault.tooShort', { limit: fault.limit })
      case 'tooLong':
        return t('fault.tooLong', { limit: fault.limit })
      case 'form':
        return t('fault.form')
      case 'schema':
        return t('fault.schema')
    }
  }
}
