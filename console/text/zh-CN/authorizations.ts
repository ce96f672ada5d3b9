import type { authorizations as en } from '../en/authorizations.ts'

export const authorizations: Record<keyof typeof en, string> = {
  'authorizations.title': '授权管理',
  'authorization.title': '授权',
}
