import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'

/** How many acting sessions of a reseller would end now, asked for again while it is looked at. */
export function LiveSessions({ partnerId }: { partnerId: string }) {
  const t = useText()
  const { data, error } = useApi('countActingSessions', { partnerId }, { everyMs: 5_000 })
  if (error) return t('permission.endsAll')
  if (!data) return t('permission.counting')
  return data.live === 0 ? t('permission.endsNone') : t('permission.ends', { count: data.live })
}
