import type { provisioning as en } from '../en/provisioning.ts'

export const provisioning: Record<keyof typeof en, string> = {
  'brokers.title': '服务代理',
}
