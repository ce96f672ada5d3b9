import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { actingApi, forgetActing } from '#console/api/acting-apis.ts'
import { useActingSessionById } from '#console/api/acting-session.ts'
import { ApiProvider } from '#console/api/api-context.tsx'
import { isActingOver, onProblem } from '#console/api/problems.ts'
import { customerPathsOf, paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Frame } from '#console/ui/frame/frame.tsx'
import { actingNavigation } from '#console/ui/frame/navigation.ts'
import { ActingContext } from './customer-context.ts'

/** A tab that acts for a customer. Which one, the URL says, so each acting session is a tree of its own. */
export function ActingLayout() {
  const { actingSessionId = '' } = useParams({ strict: false })
  return <ActingTab key={actingSessionId} id={actingSessionId} />
}

function ActingTab({ id }: { id: string }) {
  const t = useText()
  const acting = useActingSessionById(id)
  useLeaveWhenOver(id, acting.endedAt !== null)
  useEffect(() => () => forgetActing(id), [id])
  return (
    <ApiProvider api={actingApi(id)}>
      <ActingContext value={acting}>
        <Frame
          navigation={actingNavigation(id)}
          homeHref={customerPathsOf(id).selectProducts()}
          homeText={t('selectProducts.title')}
        >
          <Outlet />
        </Frame>
      </ActingContext>
    </ApiProvider>
  )
}

/** An acting session ends by itself too: then nothing of the customer stays on the page, which says what happened. */
function useLeaveWhenOver(id: string, isOver: boolean): void {
  const navigate = useNavigate()
  useEffect(() => {
    const leave = () => void navigate({ href: paths.actingEnded(id), replace: true })
    if (isOver) leave()
    return onProblem((error) => {
      if (isActingOver(error)) leave()
    })
  }, [id, isOver, navigate])
}
