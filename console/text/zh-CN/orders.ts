import type { orders as en } from '../en/orders.ts'

export const orders: Record<keyof typeof en, string> = {
  'customerOrders.title': '客户订单',
  'orders.title': '订单',
  'configure.title': '配置',
  'confirm.title': '确认订单',
  'placing.title': '正在提交订单',
}
