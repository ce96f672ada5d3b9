import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ScopeText } from '#console/ui/scope-text.tsx'
import { useApprovalText } from './use-approval-text.ts'

/** What was asked of a customer and what was granted, in plain words, with who asked and how it went. */
export function AuthorizationFacts({ authorization }: { authorization: AuthorizationView }) {
  const t = useText()
  const { scope, requestedScope, remaining, decidedAt, state } = authorization
  const wasGranted = decidedAt !== null && state !== 'rejected'
  return (
    <SpaceBetween size="l">
      <KeyValuePairs columns={3} items={useFacts(authorization)} />
      <ColumnLayout columns={2} minColumnWidth={240}>
        <div>
          <Box variant="h3">{t('authorizations.requested')}</Box>
          <ScopeText scope={requestedScope} />
        </div>
        {wasGranted && (
          <div>
            <Box variant="h3">{t('authorizations.granted')}</Box>
            <ScopeText scope={scope} remaining={remaining} />
          </div>
        )}
      </ColumnLayout>
    </SpaceBetween>
  )
}

function useFacts(authorization: AuthorizationView) {
  const t = useText()
  const approvalText = useApprovalText()
  const { id, customer, state, message, requestedBy, requestedAt, decidedAt, endedAt, reason, approvalMode } =
    authorization
  return [
    { label: t('authorizations.customer'), value: <Link href={paths.customer(customer.id)}>{customer.name}</Link> },
    { label: t('authorizations.state'), value: <AuthorizationState state={state} /> },
    { label: t('authorizations.requestedBy'), value: requestedBy.memberName },
    { label: t('authorizations.requestedAt'), value: <Instant at={requestedAt} /> },
    ...(decidedAt === null ? [] : [{ label: t('authorizations.decidedAt'), value: <Instant at={decidedAt} /> }]),
    ...(endedAt === null ? [] : [{ label: t('authorizations.endedAt'), value: <Instant at={endedAt} /> }]),
    ...(approvalMode === null ? [] : [{ label: t('authorizations.approvalMode'), value: approvalText(authorization) }]),
    { label: t('authorizations.message'), value: message },
    ...(reason === null ? [] : [{ label: t('authorizations.reason'), value: reason }]),
    { label: t('authorizations.id'), value: id },
  ]
}
