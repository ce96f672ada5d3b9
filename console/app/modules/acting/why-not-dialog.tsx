import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type AnswerOf, type SentTo, useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { WallList } from './wall-list.tsx'

export interface WhyNotDialogProps {
  readonly customer: { readonly id: string; readonly name: string }
  /** What is to be ordered, as far as it is known. */
  readonly order?: SentTo<'explainAuthority'>['order']
  readonly onClose: () => void
}

/** Everything that is checked before an order: what is in the way and who can mend it, and what is in order. */
export function WhyNotDialog({ customer, order, onClose }: WhyNotDialogProps) {
  const t = useText()
  const explained = useApi('explainAuthority', { customerId: customer.id, ...(order ? { order } : {}) })
  const { data, error, isFetching } = explained
  return (
    <Modal
      visible
      size="large"
      header={t(data && !data.walls.some(inTheWay) ? 'walls.open' : 'summary.whyNot')}
      closeAriaLabel={t('common.close')}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="refresh" loading={isFetching} onClick={() => void explained.refetch()}>
              {t('walls.again')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('common.close')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: t('customers.name'), value: customer.name },
            { label: t('walls.outcome'), value: data ? <Outcome {...data} /> : '-' },
          ]}
        />
        <ProblemAlert problem={error} onRetry={() => void explained.refetch()} />
        {!data && !error && <Loading />}
        {data && <Walls walls={data.walls} customerId={customer.id} onLeave={onClose} />}
      </SpaceBetween>
    </Modal>
  )
}

type Explained = AnswerOf<'explainAuthority'>

/** Switching role comes after everything else: until then, that it has not been done stands in nobody's way. */
const inTheWay = ({ passed, wall }: Explained['walls'][number]) => !passed && wall !== 'only_while_acting'

function Outcome({ allowed, walls }: Explained) {
  const t = useText()
  const failed = walls.filter(inTheWay)
  const all = walls.filter(({ wall }) => wall !== 'only_while_acting').length
  return (
    <div aria-live="polite">
      {allowed ? (
        <StatusIndicator type="success">{t('walls.allowed')}</StatusIndicator>
      ) : failed.length === 0 ? (
        <StatusIndicator type="info">{t('walls.switchFirst')}</StatusIndicator>
      ) : (
        <StatusIndicator type="error">{t('walls.failed', { count: failed.length, all })}</StatusIndicator>
      )}
    </div>
  )
}

interface WallsProps {
  readonly walls: Explained['walls']
  readonly customerId: string
  readonly onLeave: () => void
}

function Walls({ walls, ...rest }: WallsProps) {
  const t = useText()
  const failed = walls.filter(inTheWay)
  const passed = walls.filter((wall) => wall.passed)
  return (
    <SpaceBetween size="l">
      {failed.length > 0 && <WallList title={t('walls.inTheWay')} walls={failed} {...rest} />}
      {passed.length > 0 && <WallList title={t('walls.inOrder')} walls={passed} {...rest} />}
    </SpaceBetween>
  )
}
