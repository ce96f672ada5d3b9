import type { approval as en } from '../en/approval.ts'

export const approval: Record<keyof typeof en, string> = {
  'approval.automatic': '订单直接生效',
  'approval.notify': '订单直接生效，并通知客户',
  'approval.each': '每笔订单需客户审批',
  'approval.above': '超过 {amount} 的订单需客户审批',
  'approval.aboveOwn': '超过 {amount} 的订单由您审批',
  'approval.title': '审批订单',
  'approval.approved': '订单已批准',
  'approval.rejected': '订单已拒绝',
  'approval.decided': '订单 {id}：已通知伙伴，此链接已失效。',
  'approval.over': '此链接已失效',
  'approval.over.text': '链接已被使用，订单已处理或已过期，或者地址不完整。请登录后查看订单。',
  'approval.placedBy': '{partner} 的 {member}',
  'approval.until': '失效时间',
  'approval.item': '{quantity} × {plan}，{region}',
  'approval.signIn': '请登录后批准该订单',
  'approval.signIn.text': '订单金额超过您账号要求验证码的限额。您可以在此拒绝。',
}
