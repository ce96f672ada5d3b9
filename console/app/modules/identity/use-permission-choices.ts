import { rolesHold } from '#contract/authority.ts'
import { operations } from '#contract/index.ts'
import { ApiKeyPermission, type Role } from '#contract/permissions.ts'
import { useSession } from '#console/api/session.ts'
import { useCodeText } from '#console/text/text.tsx'

/** What a key of this member can be given, each with what it opens in words. */
export function usePermissionChoices() {
  const code = useCodeText()
  const { account, member } = useSession()
  const holder = { kind: account.kind, roles: member.roles as readonly Role[], active: true }
  return ApiKeyPermission.options
    .filter((permission) => rolesHold(holder, permission))
    .map((value) => ({
      value,
      label: value,
      description: operations
        .filter(({ permission }) => permission === value)
        .map(({ name }) => code('operation', name))
        .join(' · '),
    }))
}
