import type { AnyRouter } from '@tanstack/react-router'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { ownApi } from '#console/api/own-api.ts'
import { isSessionChanged, isSignedOut, onProblem } from '#console/api/problems.ts'
import { sessionQuery } from '#console/api/session.ts'
import { paths, patterns } from '#console/paths.ts'

/**
 * A session that has ended shows in the answer to any request: sign in, and go on where one was. One that has become
 * another's, because in another tab somebody signed in or chose another account, is refused by the server, and leaves
 * nothing of the first on screen.
 */
export function watchSession(router: AnyRouter): void {
  onProblem((error) => {
    const { pathname, href } = router.state.location
    if (isSessionChanged(error)) window.location.assign(paths.home())
    if (!isSignedOut(error) || pathname === patterns.signIn) return
    void router.navigate({ href: paths.signIn({ returnTo: href }), replace: true }).then(forgetEverything)
  })
  let known: string | undefined
  // Windows beside each other never lose sight of the page, so each tells the others whom its session is for.
  const tabs = new BroadcastChannel('procura.session')
  tabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (known !== undefined && data !== known) void ownApi.queries.invalidateQueries(sessionQuery)
  })
  ownApi.queries.getQueryCache().subscribe(() => {
    const memberId = ownApi.queries.getQueryData(sessionQuery.queryKey)?.member.id
    if (memberId === known) return
    known = memberId
    tabs.postMessage(memberId ?? null)
  })
}
