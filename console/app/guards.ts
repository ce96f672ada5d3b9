import { notFound, redirect } from '@tanstack/react-router'
import { ProblemError } from '#sdk/problem-error.ts'
import { actingApi, forgetUnheld } from '#console/api/acting-apis.ts'
import { actingSessionQuery } from '#console/api/acting-session.ts'
import { ownApi } from '#console/api/own-api.ts'
import { isSignedOut } from '#console/api/problems.ts'
import { type Session, sessionQuery } from '#console/api/session.ts'
import { paths } from '#console/paths.ts'
import { speakWholly } from '#console/text/spoken.ts'
import { mayOpen, type OwnPage } from './access.ts'

interface Guarded {
  readonly location: { readonly href: string }
}

/** Lets only those in who are signed in; the others come back to where they wanted to go. */
export async function requireSession({ location }: Guarded): Promise<Session> {
  try {
    const [session] = await Promise.all([ownApi.queries.ensureQueryData(sessionQuery), speakWholly()])
    return session
  } catch (error) {
    if (isSignedOut(error)) redirect({ href: paths.signIn({ returnTo: location.href }), throw: true })
    throw error
  }
}

/** A page of another kind of account does not exist for this one. */
export async function requireAccess(page: OwnPage, guarded: Guarded): Promise<void> {
  if (!mayOpen(await requireSession(guarded), page)) notFound({ throw: true })
}

/** Lets only the member in whose acting session it is; once it is over there is only the page that says so. */
export async function requireActing({ params, ...guarded }: Guarded & { params: { actingSessionId: string } }) {
  const { actingSessionId } = params
  try {
    // Both are asked for at once; the answer about the member's own session comes first when both say no.
    const asked = actingApi(actingSessionId).queries.ensureQueryData(actingSessionQuery(actingSessionId))
    asked.catch(() => undefined)
    const { member } = await requireSession(guarded)
    const { memberId, endedAt } = await asked
    if (memberId !== member.id) notFound({ throw: true })
    if (endedAt !== null) redirect({ href: paths.actingEnded(actingSessionId), throw: true })
  } catch (error) {
    forgetUnheld(actingSessionId)
    if (error instanceof ProblemError && [400, 404].includes(error.status)) notFound({ throw: true })
    throw error
  }
}
