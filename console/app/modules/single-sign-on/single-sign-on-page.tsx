import SpaceBetween from '@cloudscape-design/components/space-between'
import { useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { Domains } from './domains.tsx'
import { IdentityProvider } from './identity-provider.tsx'

/** How the members of this account sign in by its own identity provider. */
export function SingleSignOnPage() {
  const t = useText()
  const { data, error, refetch } = useApi('getSingleSignOn', {})
  return (
    <Page title={t('singleSignOn.title')} description={t('singleSignOn.description')} help="singleSignOn.help">
      {data ? (
        <SpaceBetween size="l">
          <IdentityProvider provider={data.provider} />
          <Domains domains={data.domains} />
        </SpaceBetween>
      ) : error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
