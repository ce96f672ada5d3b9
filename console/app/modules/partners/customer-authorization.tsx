import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ScopeText } from '#console/ui/scope-text.tsx'

/** What the customer lets us do: the open authorization, which is always the newest, or the last one there was. */
export function CustomerAuthorization({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { data, error, refetch } = useApi('listAuthorizations', { customerId, limit: 1 })
  const newest = data?.items[0]
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={<Link href={paths.customer(customerId, { tab: 'authorizations' })}>{t('customer.all')}</Link>}
        >
          {t('customers.authorization')}
        </Header>
      }
    >
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading />}
      {data && !newest && <Box variant="p">{t('customer.noAuthorization')}</Box>}
      {newest && (
        <SpaceBetween size="xs">
          <AuthorizationState state={newest.state} />
          <ScopeText scope={newest.scope} remaining={newest.remaining} />
        </SpaceBetween>
      )}
    </Container>
  )
}
