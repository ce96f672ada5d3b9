import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'

/** An order of this tab has no answer yet, so there is no other one before that is cleared up. */
export function OutstandingAlert() {
  const t = useText()
  const { paths } = useCustomerContext()
  return (
    <Alert
      type="warning"
      header={t('summary.outstanding.title')}
      action={<Button href={paths.placing()}>{t('summary.outstanding.see')}</Button>}
    >
      {t('summary.outstanding.text')}
    </Alert>
  )
}
