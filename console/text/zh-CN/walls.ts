import type { walls as en } from '../en/walls.ts'

export const walls: Record<keyof typeof en, string> = {
  'walls.open': '查看下单条件',
  'walls.again': '重新检查',
  'walls.outcome': '结果',
  'walls.allowed': '可以下单，没有任何阻碍',
  'walls.switchFirst': '没有任何阻碍：切换角色后即可下单',
  'walls.failed': '{all} 项条件中有 {count} 项不满足',
  'walls.inTheWay': '不满足的条件',
  'walls.inOrder': '已满足的条件',
  'walls.mend': '可由{who}处理。{how}',
  'walls.you': '您',
  'walls.none': '无',
  'walls.left': '剩余 {amount}',
  'walls.limit': '最高 {amount}',
  'walls.orders': '剩余 {count} 笔订单',
  'walls.months': '最长 {count} 个月',
  'walls.from': '{instant} 起',
  'walls.until': '{instant} 止',
  'walls.toAuthorizations': '该客户的授权',
  'walls.requestAuthorization': '申请授权',
  'walls.toCustomer': '该客户的详情页',
}
