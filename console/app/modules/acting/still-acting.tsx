import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type AnswerOf, useApi, useSend } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { customerPathsOf } from '#console/paths.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

type OwnActingSession = AnswerOf<'listOwnActingSessions'>['items'][number]

const everyMs = 30_000
const shown = 5

/** In the partner's own tab: for whom the member is acting, with the way back and the way out. */
export function StillActing() {
  const mayAct = useWhyNot()('acting:start') === undefined
  const t = useText()
  const { data } = useApi('listOwnActingSessions', { limit: shown }, { enabled: mayAct, everyMs })
  if (!data || data.items.length === 0) return null
  return (
    <SpaceBetween size="xs">
      {data.items.map((session) => (
        <One key={session.id} session={session} />
      ))}
      {data.nextCursor !== null && <Box color="text-body-secondary">{t('acting.stillMore')}</Box>}
    </SpaceBetween>
  )
}

function One({ session: { id, customerName, idleExpiresAt } }: { session: OwnActingSession }) {
  const t = useText()
  const end = useSend('endActingSession')
  return (
    <Alert
      type="info"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            href={customerPathsOf(id).selectProducts()}
            ariaLabel={t('acting.goBackTo', { customer: customerName })}
          >
            {t('acting.goBack')}
          </Button>
          <Button
            loading={end.isPending}
            loadingText={t('frame.switchRole')}
            ariaLabel={t('acting.leaveOf', { customer: customerName })}
            onClick={() => end.mutate({ input: { actingSessionId: id } })}
          >
            {t('frame.switchRole')}
          </Button>
        </SpaceBetween>
      }
    >
      <RichText
        id="acting.still"
        values={{ customer: <strong>{customerName}</strong>, until: <Instant at={idleExpiresAt} /> }}
      />
      <ProblemAlert problem={end.error} />
    </Alert>
  )
}
