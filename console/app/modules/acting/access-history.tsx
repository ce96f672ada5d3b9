import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { listActingSessions } from '#contract/acting.ts'
import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { useEvents } from '#console/api/use-events.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { CursorPages } from '#console/ui/cursor-pages.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { AccessRecord } from './access-record.tsx'

const recheckMs = 15_000
/** What is seen of acting here changes with these. */
const telling = /^io\.procura\.(acting_session|authorization)\./

/** Who acted, or acts now, in a customer's account: for the customer to look over, and to put an end to. */
export function AccessHistory({ customerId }: { customerId: string }) {
  const t = useText()
  const { input } = useListState(listActingSessions.input)
  const asked = { ...input, customerId: customerId as CustomerId }
  const list = useApi('listActingSessions', asked, { keepPrevious: true, everyMs: recheckMs })
  useEvents(customerId, ({ type }) => {
    if (telling.test(type)) void list.refetch()
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('access.description')}
          actions={<CursorPages nextCursor={list.data?.nextCursor} />}
        >
          {t('access.title')}
        </Header>
      }
    >
      {list.error && !list.data ? (
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Loading />
      ) : list.data.items.length === 0 ? (
        <Box textAlign="center">
          <EmptyState title={t('access.empty')} text={t('access.empty.text')} />
        </Box>
      ) : (
        <SpaceBetween size="s">
          {list.data.items.map((session) => (
            <AccessRecord key={session.id} session={session} />
          ))}
        </SpaceBetween>
      )}
    </Container>
  )
}
