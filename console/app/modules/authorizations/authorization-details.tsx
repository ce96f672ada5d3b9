import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { AuditExcerpt } from '#console/app/modules/audit/audit-excerpt.tsx'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { AcceptedLetter } from './accepted-letter.tsx'
import { GrantedScope } from './granted-scope.tsx'
import { WhoAsks } from './who-asks.tsx'
import { useApprovalText } from './use-approval-text.ts'

/** What became of an authorization: what was asked, what was granted and is left, and what was done under it. */
export function AuthorizationDetails({ authorization }: { authorization: AuthorizationView }) {
  const t = useText()
  const reason = useWhyNot()('authorizations:decide')
  return (
    <SpaceBetween size="l">
      {authorization.state === 'pending' && (
        <Alert type="info" header={t('myAuthorization.waits')}>
          {reason}
        </Alert>
      )}
      <WhoAsks authorization={authorization} />
      <Container header={<Header variant="h2">{t('myAuthorization.decision')}</Header>}>
        <KeyValuePairs columns={4} items={useDecision(authorization)} />
      </Container>
      <GrantedScope authorization={authorization} />
      <AuditExcerpt title={t('myAuthorization.history')} by={{ authorizationId: authorization.id }} />
    </SpaceBetween>
  )
}

/** The decision and the end, as far as there is one. */
function useDecision(authorization: AuthorizationView) {
  const { state, approvalMode, decidedAt, endedAt, reason } = authorization
  const t = useText()
  const approvalText = useApprovalText()
  const version = authorization.authorizationLetterVersion
  return [
    { label: t('myAuthorization.state'), value: <AuthorizationState state={state} /> },
    ...(decidedAt === null ? [] : [{ label: t('myAuthorization.decidedAt'), value: <Instant at={decidedAt} /> }]),
    ...(endedAt === null ? [] : [{ label: t('myAuthorization.endedAt'), value: <Instant at={endedAt} /> }]),
    ...(reason === null ? [] : [{ label: t('common.reason'), value: reason }]),
    ...(approvalMode === null
      ? []
      : [{ label: t('myAuthorization.approvalMode'), value: approvalText(authorization) }]),
    ...(version === null ? [] : [{ label: t('myAuthorization.letter'), value: <AcceptedLetter version={version} /> }]),
  ]
}
