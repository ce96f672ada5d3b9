import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useCallback, useEffect, useState } from 'react'
import { useApiContext } from '#console/api/api-context.tsx'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useOnline } from '#console/ui/use-online.ts'
import { useDraft } from './use-draft.ts'
import { isStillWanted, pauseBeforeRetry, type Placing } from './order-draft.ts'
import { noteLostAnswer, sendOrder } from './send-order.ts'
import { thrownProblem } from './thrown-problem.ts'

/** An order that was sent. Until an answer says what became of it, nothing here says that it was placed, or was not. */
export function PlacingOrder({ stage }: { stage: Placing }) {
  const t = useText()
  const isOnline = useOnline()
  const { context } = useDraft()
  const send = useSendOrder()
  const { isOut, missed } = stage
  const pauseMs = pauseBeforeRetry(stage)
  const [isWanted] = useState(() => isStillWanted(stage, clockNow()))
  // Whoever comes to this page wants to know, also after a reload while it was out, or after signing in anew.
  useEffect(() => {
    if (isWanted) send()
    else noteLostAnswer(context)
  }, [isWanted, send, context])
  useEffect(() => {
    if (pauseMs === null || !isOnline || !isWanted) return undefined
    const timer = setTimeout(send, pauseMs)
    return () => clearTimeout(timer)
  }, [pauseMs, stage.tries, isOnline, isWanted, send])
  useEffect(() => {
    if (!isWanted) return undefined
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  }, [isWanted, send])

  if (!missed && (isWanted || isOut))
    return (
      <Container>
        <Box textAlign="center" padding="xl">
          <SpaceBetween size="s">
            <output>
              <Spinner size="large" />{' '}
              <Box variant="h2" display="inline">
                {t('placing.wait')}
              </Box>
            </output>
            <Box color="text-body-secondary">{t('placing.wait.text')}</Box>
          </SpaceBetween>
        </Box>
      </Container>
    )
  return (
    <UnknownOutcome
      problem={missed?.problem ?? null}
      isOnline={isOnline}
      isOut={isOut}
      isStuck={!isOut && (pauseMs === null || !isWanted)}
      onRetry={send}
    />
  )
}

function useSendOrder(): () => void {
  const api = useApiContext()
  const { context } = useDraft()
  const { customerId } = useCustomerContext()
  return useCallback(() => void sendOrder(api, context, customerId), [api, context, customerId])
}

interface UnknownOutcomeProps {
  readonly problem: NonNullable<Placing['missed']>['problem']
  readonly isOnline: boolean
  /** It is being sent again. */
  readonly isOut: boolean
  /** It is not sent again by itself any more. */
  readonly isStuck: boolean
  readonly onRetry: () => void
}

function UnknownOutcome({ problem, isOnline, isOut, isStuck, onRetry }: UnknownOutcomeProps) {
  const t = useText()
  const { paths } = useCustomerContext()
  const next = isStuck ? 'placing.unknown.stuck' : isOnline ? 'placing.unknown.again' : 'placing.unknown.offline'
  return (
    <SpaceBetween size="l">
      <Alert
        type="warning"
        header={t('placing.unknown.title')}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onRetry} loading={isOut}>
              {t('placing.unknown.tryNow')}
            </Button>
            <Button href={paths.orders()}>{t('placing.seeOrders')}</Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="xs">
          <div>{t(problem ? 'placing.unknown.answered' : 'placing.unknown.text')}</div>
          <div>{t(next)}</div>
        </SpaceBetween>
      </Alert>
      {problem && <ProblemAlert problem={thrownProblem(problem)} />}
    </SpaceBetween>
  )
}
