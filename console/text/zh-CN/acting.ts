import type { acting as en } from '../en/acting.ts'

export const acting: Record<keyof typeof en, string> = {
  'actingEnded.title': '您已不再代该客户操作',
}
