import { holdsPermission } from '#contract/authority.ts'
import { reasonOf } from '#contract/walls.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { useSession } from '#console/api/session.ts'
import { useReasonText } from '#console/ui/use-reason-text.ts'

/**
 * Why this member may not do something in their own account, and who can mend it; undefined when nothing is in the
 * way. The server decides by itself: this only keeps a button from promising what would be refused.
 */
export function useWhyNot(): (permission: Permission) => string | undefined {
  const { account, member } = useSession()
  const reasonText = useReasonText()
  return (permission) => {
    const roles = member.roles as readonly Role[]
    const wall = holdsPermission({ member: { kind: account.kind, roles, active: true }, acting: null }, permission)
    return wall === null ? undefined : reasonText(reasonOf(wall))
  }
}
