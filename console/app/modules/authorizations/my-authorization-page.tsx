import { useParams } from '@tanstack/react-router'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { AuthorizationId } from '#contract/ids.ts'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useFactors } from '#console/api/factors.ts'
import { useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { useAuditExcerpt } from '#console/app/modules/audit/use-audit-excerpt.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemError } from '#sdk/client.ts'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useResultFocus } from '#console/ui/use-result-focus.ts'
import { AuthorizationDetails } from './authorization-details.tsx'
import { ProcessRequest } from './process-request.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { StopExtensionDialog } from './stop-extension-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { useProcessing } from './use-processing.ts'

/** One authorization for the customer: a request to process, or what became of it. */
export function MyAuthorizationPage() {
  const { authorizationId = '' } = useParams({ strict: false })
  const id = AuthorizationId.safeParse(authorizationId)
  return id.success ? <Found id={id.data} /> : <NotFoundPage />
}

function Found({ id }: { id: AuthorizationId }) {
  const t = useText()
  const { data, error, refetch } = useApi('getAuthorization', { authorizationId: id })
  // Asked for together with it, for the field that a decision is confirmed in.
  useFactors()
  const mayDecide = useWhyNot()('authorizations:decide') === undefined
  // Both parts of the page are asked for beside it, so that whichever is drawn has not to wait once more.
  useProcessing(mayDecide && (data === undefined || data.state === 'pending'))
  useAuditExcerpt({ authorizationId: id })
  useResultFocus(data?.state)
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
  if (error && !data) return <ProblemAlert problem={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const isPending = data.state === 'pending'
  const title = t(isPending ? 'myAuthorization.process.title' : 'myAuthorization.title', { partner: data.partner.name })
  return (
    <Page
      title={title}
      crumbs={[{ text: t('myPartner.title'), href: paths.myPartner() }]}
      help="myAuthorization.help"
      actions={<Actions authorization={data} />}
    >
      {isPending && mayDecide ? (
        <ProcessRequest key={data.id} authorization={data} />
      ) : (
        <AuthorizationDetails authorization={data} />
      )}
    </Page>
  )
}

type Opened = 'reject' | 'revoke' | 'stopExtension' | null

/** What the customer can do about it in this state. Who may not is told who can. */
function Actions({ authorization }: { authorization: AuthorizationView }) {
  const t = useText()
  const whyNot = useWhyNot()
  const [opened, open] = useState<Opened>(null)
  const close = () => open(null)
  const reason = whyNot('authorizations:decide')
  const blocked = reason === undefined ? {} : { disabled: true, disabledReason: reason }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {authorization.state === 'pending' && (
        <Button onClick={() => open('reject')} {...blocked}>
          {t('process.reject')}
        </Button>
      )}
      {authorization.state === 'active' && authorization.scope.autoExtend && (
        <Button onClick={() => open('stopExtension')} {...blocked}>
          {t('stopExtension.action')}
        </Button>
      )}
      {authorization.state === 'active' && (
        <Button onClick={() => open('revoke')} {...blocked}>
          {t('revoke.action')}
        </Button>
      )}
      {opened === 'reject' && <RejectDialog authorization={authorization} onClose={close} />}
      {opened === 'stopExtension' && <StopExtensionDialog authorization={authorization} onClose={close} />}
      {opened === 'revoke' && <RevokeDialog authorization={authorization} onClose={close} />}
    </SpaceBetween>
  )
}
