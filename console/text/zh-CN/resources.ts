import type { resources as en } from '../en/resources.ts'

export const resources: Record<keyof typeof en, string> = {
  'resources.title': '资源',
}
