import Container from '@cloudscape-design/components/container'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Page } from '#console/ui/page.tsx'
import { useDraft } from './use-draft.ts'
import { PlacedElsewhere } from './placed-elsewhere.tsx'
import { PlacedOrder } from './placed-order.tsx'
import { PlacingOrder } from './placing-order.tsx'
import { useOrderingCrumbs } from './use-ordering-crumbs.ts'

/** What becomes of an order that was confirmed: under way, not known, or placed. A refusal leads back to Confirm. */
export function PlacingPage() {
  const t = useText()
  const { paths } = useCustomerContext()
  const crumbs = useOrderingCrumbs()
  const { order } = useDraft().draft
  const stage = order?.stage
  const isPlaced = stage?.at === 'placed'
  if (stage?.at === 'confirm') return <BackToConfirm />
  return (
    <Page title={t(isPlaced ? 'placed.title' : 'placing.title')} crumbs={crumbs}>
      {isPlaced ? (
        <PlacedOrder placed={stage.order} wasReplayed={stage.wasReplayed} />
      ) : stage?.at === 'placing' ? (
        <PlacingOrder stage={stage} />
      ) : stage?.at === 'placed_elsewhere' ? (
        <PlacedElsewhere />
      ) : (
        <Container>
          <EmptyState
            title={t('placing.none.title')}
            text={t('placing.none.text')}
            step={{ text: t('selectProducts.title'), href: paths.selectProducts() }}
          />
        </Container>
      )}
    </Page>
  )
}

/** What was refused is confirmed anew, or changed; the browser's way back does not lead through here. */
function BackToConfirm() {
  const navigate = useNavigate()
  const href = useCustomerContext().paths.confirm()
  useEffect(() => void navigate({ href, replace: true }), [navigate, href])
  return <Loading />
}
