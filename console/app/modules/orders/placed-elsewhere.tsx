import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from '@tanstack/react-router'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { useDraft } from './use-draft.ts'
import { emptyDraft } from './order-draft.ts'

/** The items of this draft were ordered already, so it is at its end. */
export function PlacedElsewhere() {
  const t = useText()
  const navigate = useNavigate()
  const { paths } = useCustomerContext()
  const { change } = useDraft()
  const drop = () => {
    change(() => emptyDraft)
    void navigate({ href: paths.selectProducts() })
  }
  return (
    <Alert
      type="info"
      header={t('placing.elsewhere.title')}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={drop}>{t('placing.elsewhere.drop')}</Button>
          <Button href={paths.orders()}>{t('placing.seeOrders')}</Button>
        </SpaceBetween>
      }
    >
      {t('placing.elsewhere.text')}
    </Alert>
  )
}
