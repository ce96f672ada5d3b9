import Button from '@cloudscape-design/components/button'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useText } from '#console/text/text.tsx'
import type { Reseller } from './reseller.ts'

interface EditPermissionProps {
  readonly reseller: Reseller
  readonly onEdit: (reseller: Reseller) => void
}

export function EditPermission({ reseller, onEdit }: EditPermissionProps) {
  const t = useText()
  const reason = useWhyNot()('resellers:manage')
  return (
    <Button
      variant="inline-link"
      ariaLabel={t('resellers.edit.label', { name: reseller.name })}
      onClick={() => onEdit(reseller)}
      {...(reason === undefined ? {} : { disabled: true, disabledReason: reason })}
    >
      {t('resellers.edit')}
    </Button>
  )
}
