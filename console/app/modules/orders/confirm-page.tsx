import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Page } from '#console/ui/page.tsx'
import { ConfirmForm } from './confirm-form.tsx'
import { useDraft } from './use-draft.ts'
import { OutstandingAlert } from './outstanding-alert.tsx'
import { PlacedElsewhere } from './placed-elsewhere.tsx'
import { useOrderingCrumbs } from './use-ordering-crumbs.ts'

/** The last look at an order before it is placed. */
export function ConfirmPage() {
  const t = useText()
  const { paths } = useCustomerContext()
  const { order } = useDraft().draft
  const crumbs = useOrderingCrumbs()
  return (
    <Page title={t('confirm.title')} description={t('confirm.intro')} crumbs={crumbs} help="confirm.help">
      {order?.stage.at === 'confirm' ? (
        <ConfirmForm order={order} payment={order.stage.payment} refused={order.stage.refused} />
      ) : order?.stage.at === 'placing' ? (
        <OutstandingAlert />
      ) : order?.stage.at === 'placed_elsewhere' ? (
        <PlacedElsewhere />
      ) : order ? (
        <Alert
          type="success"
          header={t('placed.title')}
          action={<Button href={paths.placing()}>{t('summary.outstanding.see')}</Button>}
        />
      ) : (
        <Container>
          <EmptyState
            title={t('confirm.nothing.title')}
            text={t('confirm.nothing.text')}
            step={{ text: t('selectProducts.title'), href: paths.selectProducts() }}
          />
        </Container>
      )}
    </Page>
  )
}
