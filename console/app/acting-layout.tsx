import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { actingApi, holdActing } from '#console/api/acting-apis.ts'
import { type ActingSession, actingSessionQuery, useActingSessionById } from '#console/api/acting-session.ts'
import { ApiProvider } from '#console/api/api-context.tsx'
import { isActingOver, onProblem } from '#console/api/problems.ts'
import { isOverForGood, useEvents } from '#console/api/use-events.ts'
import { customerPathsOf, paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { useNow } from '#console/ui/clock.ts'
import { Frame } from '#console/ui/frame/frame.tsx'
import { actingNavigation } from '#console/ui/frame/navigation.ts'
import { actingTime } from './acting-time.ts'
import { ActingContext } from './customer-context.ts'
import { isBeingLeft } from './leave.ts'
import { ActingBanner } from '#console/app/modules/acting/acting-banner.tsx'
import { DraftKeeper } from '#console/app/modules/orders/draft-keeper.tsx'

const askAgainMs = 2_000
const forbidden = 403

/** A tab that acts for a customer. Which one, the URL says, so each acting session is a tree of its own. */
export function ActingLayout() {
  const { actingSessionId = '' } = useParams({ strict: false })
  return <ActingTab key={actingSessionId} id={actingSessionId} />
}

function ActingTab({ id }: { id: string }) {
  const t = useText()
  const acting = useActingSessionById(id)
  useEffect(() => holdActing(id), [id])
  return (
    <ApiProvider api={actingApi(id)}>
      <ActingContext value={acting}>
        <Frame
          navigation={actingNavigation(acting)}
          homeHref={customerPathsOf(id).selectProducts()}
          homeText={t('selectProducts.title')}
          banner={<ActingBanner acting={acting} />}
        >
          <DraftKeeper />
          <Outlet />
        </Frame>
        <ActingEnd acting={acting} />
      </ActingContext>
    </ApiProvider>
  )
}

/** An acting session ends by itself too: then nothing of the customer stays on the page, which says what happened. */
function ActingEnd({ acting }: { acting: ActingSession }) {
  const { id, customerId, endedAt } = acting
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { isOver } = actingTime(acting, useNow())
  const leave = useCallback(() => {
    if (!isBeingLeft(id)) void navigate({ href: paths.actingEnded(id), replace: true })
  }, [id, navigate])
  useEffect(() => {
    if (endedAt !== null) leave()
    return onProblem((error) => {
      if (isActingOver(error)) leave()
    })
  }, [endedAt, leave])
  // Whoever signs out is led elsewhere; what is forbidden now is over.
  useEvents(customerId, (event) => {
    if (isOverForGood(event) && event.data['status'] === forbidden) leave()
  })
  useEffect(() => {
    if (!isOver) return undefined
    const ask = () => void queries.invalidateQueries({ queryKey: actingSessionQuery(id).queryKey })
    ask()
    const timer = setInterval(ask, askAgainMs)
    return () => clearInterval(timer)
  }, [id, isOver, queries])
  return null
}
