import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useNavigate } from '@tanstack/react-router'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { type AnswerOf, useApi, useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { browserName } from './browser-name.ts'

type OwnSession = AnswerOf<'listSessions'>['items'][number]
const shown = 50

/** Where the member is signed in, and the ways to end that. */
export function OwnSessions() {
  const t = useText()
  const { show } = useNotices()
  const sessions = useApi('listSessions', { limit: shown })
  const endOthers = useSend('endOtherSessions')
  const columns = useColumns()
  const tell = ({ ended: count }: AnswerOf<'endOtherSessions'>) =>
    show({ id: 'sessions', type: 'success', header: t('security.sessions.endedOthers', { count }) })
  return (
    <SpaceBetween size="s">
      <ProblemAlert problem={sessions.error ?? endOthers.error} />
      <Table
        trackBy="id"
        items={sessions.data?.items ?? []}
        loading={sessions.isPending}
        loadingText={t('common.loading')}
        columnDefinitions={columns}
        wrapLines
        header={
          <Header
            variant="h2"
            description={t('security.sessions.text')}
            actions={
              <Button
                loading={endOthers.isPending}
                onClick={() => endOthers.mutate({ input: {} }, { onSuccess: tell })}
              >
                {t('security.sessions.endOthers')}
              </Button>
            }
          >
            {t('security.sessions')}
          </Header>
        }
      />
    </SpaceBetween>
  )
}

function useColumns() {
  const t = useText()
  const nameOf = ({ userAgent }: OwnSession) => browserName(userAgent) ?? t('security.sessions.unknown')
  return [
    {
      id: 'browser',
      header: t('security.sessions.browser'),
      minWidth: 160,
      isRowHeader: true,
      cell: (session: OwnSession) => (
        <SpaceBetween direction="horizontal" size="xs">
          <span>{nameOf(session)}</span>
          {session.current && <Badge color="green">{t('security.sessions.here')}</Badge>}
        </SpaceBetween>
      ),
    },
    {
      id: 'address',
      header: t('security.sessions.address'),
      minWidth: 110,
      cell: ({ address }: OwnSession) => address ?? t('security.sessions.unknown'),
    },
    {
      id: 'account',
      header: t('security.sessions.account'),
      minWidth: 150,
      cell: ({ accountName }: OwnSession) => accountName,
    },
    {
      id: 'started',
      header: t('security.sessions.started'),
      minWidth: 170,
      cell: ({ startedAt }: OwnSession) => <Instant at={startedAt} />,
    },
    {
      id: 'used',
      header: t('security.sessions.used'),
      minWidth: 170,
      cell: ({ lastUsedAt }: OwnSession) => <Instant at={lastUsedAt} />,
    },
    {
      id: 'end',
      header: t('security.sessions.end'),
      minWidth: 80,
      cell: (session: OwnSession) => <EndButton session={session} browser={nameOf(session)} />,
    },
  ]
}

/** Ending this very session is signing out. */
function EndButton({ session, browser }: { session: OwnSession; browser: string }) {
  const t = useText()
  const language = useLanguage()
  const navigate = useNavigate()
  const { show } = useNotices()
  const end = useSend('endSession', { changesReads: !session.current })
  const leave = () => void navigate({ href: paths.signIn() }).then(forgetEverything)
  const tell = () => show({ id: 'sessions', type: 'success', header: t('security.sessions.ended') })
  return (
    <>
      <Button
        variant="inline-link"
        loading={end.isPending}
        ariaLabel={t('security.sessions.endNamed', { browser, at: instantText(session.startedAt, language) })}
        onClick={() => end.mutate({ input: { sessionId: session.id } }, { onSuccess: session.current ? leave : tell })}
      >
        {t('security.sessions.end')}
      </Button>
      <ProblemAlert problem={end.error} />
    </>
  )
}
