import type { AnyRouter } from '@tanstack/react-router'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { ownApi } from '#console/api/own-api.ts'
import { isSignedOut, onProblem } from '#console/api/problems.ts'
import { type Session, sessionQuery } from '#console/api/session.ts'
import { paths, patterns } from '#console/paths.ts'

/**
 * A session that has ended shows in the answer to any request: sign in, and go on where one was. One that has become
 * another's, because in another tab somebody signed in or chose another account, leaves nothing of the first on screen.
 */
export function watchSession(router: AnyRouter): void {
  onProblem((error) => {
    const { pathname, href } = router.state.location
    if (!isSignedOut(error) || pathname === patterns.signIn) return
    void router.navigate({ href: paths.signIn({ returnTo: href }), replace: true }).then(forgetEverything)
  })
  let known: Session | undefined
  // Windows beside each other never lose sight of the page, so each tells the others whom its session is for.
  const tabs = new BroadcastChannel('procura.session')
  tabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (known && data !== known.member.id) void ownApi.queries.invalidateQueries(sessionQuery)
  })
  ownApi.queries.getQueryCache().subscribe(() => {
    const session = ownApi.queries.getQueryData(sessionQuery.queryKey)
    if (session === known) return
    const isOthers = known && session && known.member.id !== session.member.id
    known = session
    tabs.postMessage(session?.member.id ?? null)
    if (isOthers) window.location.assign(paths.home())
  })
}
