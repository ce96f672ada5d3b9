import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { wasForOther } from '#console/api/last-member.ts'
import { safeReturnTo } from '#console/app/return-to.ts'
import { paths } from '#console/paths.ts'
import type { NewSession } from './sign-in-form.tsx'

/** Goes on where one was, once signed in; home, where that was somebody else's. */
export function useGoOn(): (session: NewSession, returnTo: string | undefined) => void {
  const navigate = useNavigate()
  return useCallback(
    ({ member }, returnTo) => {
      // Whatever was read before belongs to somebody else, or to the same person as a member of another account.
      forgetEverything()
      const href = wasForOther(member.id) ? paths.home() : safeReturnTo(returnTo, window.location.origin)
      void navigate({ href, replace: true })
    },
    [navigate],
  )
}
