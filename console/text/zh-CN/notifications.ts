import type { notifications as en } from '../en/notifications.ts'

export const notifications: Record<keyof typeof en, string> = {
  'mail.title': '沙箱邮箱',
  'mail.description': '沙箱不会真正发送邮件。本应发送的邮件保存在这里，按时间倒序排列。',
  'mail.list': '邮件',
  'mail.everybody': '全部收件人',
  'mail.to': '收件人',
  'mail.subject': '主题',
  'mail.sentAt': '发送时间',
  'mail.code': '验证码',
  'mail.copyCode': '复制验证码 {code}',
  'mail.filter': '筛选收件人',
  'mail.read': '阅读：{subject}，{at}',
  'mail.empty': '暂无邮件',
  'mail.empty.text': '获取验证码或申请授权后，邮件会自动显示在这里。',
  'mail.signIn': '登录',
}
