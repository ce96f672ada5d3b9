import type { AuthorizationView } from '#contract/authorizations.ts'
import { useApi } from '#console/api/use-api.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

const recheckMs = 15_000
const mostShown = 100

/** Who acts under an authorization now, and so is out when it is revoked. */
export function RevokedSessions({ authorization: { id, customer } }: { authorization: AuthorizationView }) {
  const t = useText()
  const language = useLanguage()
  const asked = { customerId: customer.id, live: true, limit: mostShown }
  const { data, error, refetch } = useApi('listActingSessions', asked, { everyMs: recheckMs })
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />
  if (!data) return <div>{t('common.loading')}</div>
  const live = data.items.filter(({ authorizationId }) => authorizationId === id)
  if (live.length === 0) return <div>{t('revoke.noSessions')}</div>
  return (
    <div>
      {t('revoke.sessions', { count: live.length })}
      <ul>
        {live.map(({ id: sessionId, memberName, startedAt, reason }) => (
          <li key={sessionId}>
            {t('revoke.session', { member: memberName, since: instantText(startedAt, language), reason })}
          </li>
        ))}
      </ul>
    </div>
  )
}
