import { useCallback } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import { sessionQuery, useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from './notices.tsx'
import { changeLook, currentLook, type Look } from './preferences.ts'

/** Changes how the console looks, at once here and for every later visit of this member. */
export function useSaveLook(): (change: Partial<Look>) => void {
  const t = useText()
  const { show } = useNotices()
  const { member } = useSession()
  return useCallback(
    (change) => {
      changeLook(change, member.id)
      ownApi.client.setPreferences({ ...currentLook() }).then(
        (preferences) =>
          ownApi.queries.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, preferences }),
        () => show({ id: 'look', type: 'warning', header: t('frame.lookNotSaved') }),
      )
    },
    [show, t, member.id],
  )
}
