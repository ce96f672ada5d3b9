import type { partners as en } from '../en/partners.ts'

export const partners: Record<keyof typeof en, string> = {
  'customers.title': '客户管理',
  'customer.title': '客户详情',
  'resellers.title': '经销商',
  'myPartner.title': '我的伙伴',
  'partners.title': '伙伴',
}
