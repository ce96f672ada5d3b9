import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { useSwitchRole } from '#console/app/use-switch-role.ts'
import { useSession } from '#console/api/session.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { OrderState } from '#console/ui/order-state.tsx'
import type { PlacedOrder as Placed } from './order-draft.ts'

interface PlacedOrderProps {
  readonly placed: Placed
  readonly wasReplayed: boolean
}

const watchMs = 2_000
const maxWatched = 60

/** The order is placed: its number, how far it is, and where to go from here. */
export function PlacedOrder({ placed, wasReplayed }: PlacedOrderProps) {
  const t = useText()
  const acting = useActing()
  const { account } = useSession()
  const { customerId, paths } = useCustomerContext()
  const mayView = !acting || acting.scope.actions.includes('view_orders')
  const state = useStateOf(placed, customerId, mayView)
  const { id, total, committed, placedAt } = placed
  return (
    <SpaceBetween size="l">
      <Alert type={wentWrong.includes(state) ? 'warning' : 'success'} header={t('placed.header', { orderId: id })}>
        <SpaceBetween size="xs">
          {wasReplayed && (
            <div>
              <RichText id="placed.replayed" values={{ at: <Instant key="at" at={placedAt} /> }} />
            </div>
          )}
          <div>{t(nextOf(state))}</div>
        </SpaceBetween>
      </Alert>
      <Container
        footer={
          <SpaceBetween direction="horizontal" size="xs">
            {mayView && (
              <Button variant="primary" href={paths.order(customerId, id)}>
                {t('placed.view')}
              </Button>
            )}
            <Button href={paths.selectProducts()}>{t('placed.more')}</Button>
            {acting && <LeaveButton />}
          </SpaceBetween>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: t('placed.number'),
              value: (
                <CopyToClipboard
                  variant="inline"
                  textToCopy={id}
                  copyButtonAriaLabel={t('placed.copy')}
                  copyErrorText={t('placed.notCopied')}
                  copySuccessText={t('placed.copied')}
                />
              ),
            },
            { label: t('placed.customer'), value: acting?.customerName ?? account.name },
            { label: t('placed.state'), value: <OrderState state={state} /> },
            { label: t('summary.total'), value: <Amount money={total} /> },
            { label: t('confirm.committed'), value: <Amount money={committed} /> },
            { label: t('placed.at'), value: <Instant at={placedAt} /> },
          ]}
        />
      </Container>
    </SpaceBetween>
  )
}

const wentWrong: readonly Placed['state'][] = ['failed', 'partially_completed', 'canceled', 'rejected']

/** What comes next, by how far the order is now. */
function nextOf(state: Placed['state']) {
  if (state === 'pending_payment') return 'placed.pending'
  if (state === 'pending_approval') return 'placed.pendingApproval'
  if (state === 'processing') return 'placed.processing'
  if (state === 'completed') return 'placed.completed'
  return 'placed.look'
}

/** How far the order is: asked for until the cloud has set it up, if this member may look at orders at all. */
function useStateOf({ id, state }: Placed, customerId: string, mayView: boolean): Placed['state'] {
  const everyMs = (answer: AnswerOf<'getOrder'> | undefined, answers: number) =>
    (answer?.state ?? state) === 'processing' && answers < maxWatched ? watchMs : false
  const order = useApi('getOrder', { customerId, orderId: id }, { enabled: mayView, everyMs })
  return order.data?.state ?? state
}

function LeaveButton() {
  const t = useText()
  const { switchRole, isLeaving } = useSwitchRole()
  return (
    <Button onClick={switchRole} loading={isLeaving}>
      {t('frame.switchRole')}
    </Button>
  )
}
