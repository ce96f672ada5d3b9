import type { AnyRouter } from '@tanstack/react-router'
import { isSignedOut, onProblem } from '#console/api/problems.ts'
import { paths, patterns } from '#console/paths.ts'
import { forgetSession } from './leave.ts'

/** A session that has ended shows in the answer to any request: sign in, and go on where one was. */
export function watchSession(router: AnyRouter): void {
  onProblem((error) => {
    const { pathname, href } = router.state.location
    if (!isSignedOut(error) || pathname === patterns.signIn) return
    void router.navigate({ href: paths.signIn({ returnTo: href }), replace: true }).then(forgetSession)
  })
}
