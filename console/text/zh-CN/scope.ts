import type { scope as en } from '../en/scope.ts'

export const scope: Record<keyof typeof en, string> = {
  'scope.autoExtend': '到期自动延长，直至客户停止',
  'scopeField.autoExtend': '到期自动延长',
  'scope.everyProduct': '全部产品',
  'scope.products': '产品：{families}',
  'scope.longestTerm': '购买时长不超过 {months} 个月',
  'scope.unlimited': '金额和订单数量均无限制',
  'scope.perOrder': '单笔订单不超过 {amount}',
  'scope.perMonth': '每月不超过 {amount}',
  'scope.perMonthLeft': '每月不超过 {amount}，本月剩余 {left}',
  'scope.orders': '最多 {count} 笔订单',
  'scope.ordersLeft': '最多 {count} 笔订单，剩余 {left} 笔',
  'scope.validFrom': '自 {from} 起生效',
  'scope.validUntil': '有效期至 {until}',
}
