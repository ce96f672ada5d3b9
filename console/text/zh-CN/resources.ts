import type { resources as en } from '../en/resources.ts'

export const resources: Record<keyof typeof en, string> = {
  'resources.title': '资源',
  'resources.search': '按状态、产品、区域、到期时间或订单搜索',
  'resources.billingMode': '计费模式',
  'resources.name': '名称',
  'resources.id': '资源 ID',
  'resources.status': '状态',
  'resources.plan': '规格',
  'resources.starts': '开通时间',
  'resources.expires': '到期时间',
  'resources.expired': '已到期',
  'resources.expiresIn': '{days} 天后到期',
  'resources.autoRenew': '自动续费',
  'resources.on': '已开启',
  'resources.off': '未开启',
  'resources.order': '订单',
  'resources.viewOrder': '查看',
  'resources.orderOf': '查看订单 {id}',
  'resources.newestFirst': '按开通时间倒序',
  'resources.nextToExpireFirst': '按到期时间升序',
  'resources.none': '暂无资源',
  'resources.none.customer': '下单并开通后，资源将显示在此处。',
  'resources.none.partner': '客户的资源及其到期时间、对应订单将显示在此处。',
  'resources.help':
    '本账号的资源按计费模式分为两个标签页：包年/包月和按需计费。\n到期未续费的资源在 15 天宽限期内仍可使用，随后保留 15 天，之后释放。',
  'resources.help.partner':
    '此处可查看客户的资源。\n到期未续费的资源在 15 天宽限期内仍可使用，随后保留 15 天，之后释放。',
}
