import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ActingEndCause } from '#contract/acting.ts'
import { AuditExcerpt } from '#console/app/modules/audit/audit-excerpt.tsx'
import { paths } from '#console/paths.ts'
import { readableCode } from '#console/text/format.ts'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import type { AccessSession } from './access-record.tsx'

/** When, why, under what, how it ended, and every step on record. */
export function AccessDetails({ session }: { session: AccessSession }) {
  const t = useText()
  const { id, startedAt, expiresAt, endedAt, endCause, reason, authorizationId } = session
  const known = ActingEndCause.safeParse(endCause).data
  const ending =
    endedAt === null
      ? [{ label: t('access.endsAtLatest'), value: <Instant at={expiresAt} isExact /> }]
      : [
          { label: t('access.ended'), value: <Instant at={endedAt} isExact /> },
          { label: t('access.how'), value: known ? t(`accessEnd.${known}`) : readableCode(endCause ?? '') },
        ]
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('access.reason'), value: reason },
          { label: t('access.began'), value: <Instant at={startedAt} isExact /> },
          ...ending,
          {
            label: t('access.authorization'),
            value: <Link href={paths.myAuthorization(authorizationId)}>{authorizationId}</Link>,
          },
        ]}
      />
      <AuditExcerpt title={t('access.what')} by={{ actingSessionId: id }} isInner />
    </SpaceBetween>
  )
}
