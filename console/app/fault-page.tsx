import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { ProblemError } from '#sdk/problem-error.ts'
import { useText } from '#console/text/text.tsx'
import { MainLandmark } from '#console/ui/main-landmark.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { NotFoundPage } from './not-found-page.tsx'

/** What is shown where a page should be that has failed: what the server said, or that it is our fault. */
export function FaultPage({ error }: { error: unknown }) {
  const t = useText()
  const loadAgain = () => window.location.reload()
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
  const isOurs = !(error instanceof ProblemError) && !isNetworkFailure(error)
  return (
    <MainLandmark>
      <Box padding="l">
        {isOurs ? (
          <Alert
            type="error"
            header={t('frame.fault.title')}
            action={<Button onClick={loadAgain}>{t('frame.loadAgain')}</Button>}
          >
            {t('frame.fault.text')}
          </Alert>
        ) : (
          <ProblemAlert problem={error} onRetry={loadAgain} />
        )}
      </Box>
    </MainLandmark>
  )
}

/** `fetch` and `import()` both throw a TypeError when no answer comes. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError && /fetch|import|load|network/i.test(error.message)
}
