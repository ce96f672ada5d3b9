import type { ActingSessionId, AuthorizationId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'

export type AuditedBy = { readonly authorizationId: AuthorizationId } | { readonly actingSessionId: ActingSessionId }

const newest = 20

/** The newest records of one authorization or one acting session. */
export function useAuditExcerpt(by: AuditedBy) {
  return useApi('listAuditEvents', { ...by, limit: newest })
}
