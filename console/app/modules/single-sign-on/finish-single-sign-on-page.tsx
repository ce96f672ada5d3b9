import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useGoOn } from '#console/app/modules/identity/use-go-on.ts'
import { Loading } from '#console/app/loading.tsx'
import { ownApi } from '#console/api/own-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Door } from '#console/ui/door.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { takeReturnTo } from './kept-return-to.ts'

/** What has been sent to the server, so that a page that is drawn twice does not send it twice: it is good once. */
let sentState: string | null = null

/** Where a provider sends people back to: signs them in by what it has sent along, or says why it has not. */
export function FinishSingleSignOnPage() {
  const t = useText()
  const goOn = useGoOn()
  const { accountId = '' } = useParams({ strict: false })
  const { code, state, iss } = useSearch()
  const [problem, setProblem] = useState<unknown>(null)
  const isAnswer = code !== undefined && state !== undefined
  useEffect(() => {
    if (!isAnswer || sentState === state) return
    sentState = state
    const sent = { accountId, code, state, ...(iss === undefined ? {} : { iss }) }
    ownApi.client.finishSingleSignOn(sent).then((session) => goOn(session, takeReturnTo()), setProblem)
  }, [accountId, code, goOn, isAnswer, iss, state])
  const isWaiting = isAnswer && problem === null
  return (
    <Door>
      <Page title={t(isWaiting ? 'singleSignOn.finish.title' : 'singleSignOn.title')}>
        {isWaiting ? (
          <Loading />
        ) : (
          <SpaceBetween size="m">
            <ProblemAlert problem={problem} />
            {isAnswer ? (
              <div>{t('singleSignOn.finish.refused.text')}</div>
            ) : (
              <Alert type="error" header={t('singleSignOn.finish.denied')}>
                {t('singleSignOn.finish.denied.text')}
              </Alert>
            )}
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="primary" href={paths.startSingleSignOn()}>
                {t('singleSignOn.finish.again')}
              </Button>
              <Button variant="link" href={paths.signIn()}>
                {t('singleSignOn.start.back')}
              </Button>
            </SpaceBetween>
          </SpaceBetween>
        )}
      </Page>
    </Door>
  )
}
