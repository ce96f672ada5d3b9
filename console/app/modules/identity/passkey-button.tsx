import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import { hasPasskeys, signWithPasskey } from '#console/api/passkey-browser.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ProblemError } from '#sdk/problem-error.ts'
import type { NewSession } from './sign-in-form.tsx'

/** Signs in by a passkey, where this browser can have one. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: (session: NewSession) => void }) {
  const t = useText()
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  if (!hasPasskeys()) return null
  const signIn = async () => {
    setAsking(true)
    setProblem(null)
    try {
      const passkey = await signWithPasskey(await ownApi.client.startPasskeySignIn({}))
      onSignedIn(await ownApi.client.signInWithPasskey({ passkey }))
    } catch (error) {
      setProblem(error)
      setAsking(false)
    }
  }
  return (
    <SpaceBetween size="s">
      <Button fullWidth formAction="none" loading={isAsking} onClick={() => void signIn()}>
        {t('signIn.passkey')}
      </Button>
      {problem instanceof ProblemError || problem === null ? (
        <ProblemAlert problem={problem} />
      ) : (
        <Alert type="error">{t('signIn.passkey.failed')}</Alert>
      )}
    </SpaceBetween>
  )
}
