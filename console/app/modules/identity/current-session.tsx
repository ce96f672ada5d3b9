import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { signOut } from '#console/app/leave.ts'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'

/** The way out, and what goes with it. */
export function CurrentSession() {
  const t = useText()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<unknown>(null)
  const leave = () =>
    void signOut()
      .then((href) => navigate({ href }))
      .then(forgetEverything, setProblem)
  return (
    <Container fitHeight header={<Header variant="h2">{t('account.session')}</Header>}>
      <SpaceBetween size="s">
        <div>{t('account.session.text')}</div>
        <Button onClick={leave}>{t('frame.signOut')}</Button>
        <ProblemAlert problem={problem} />
      </SpaceBetween>
    </Container>
  )
}
