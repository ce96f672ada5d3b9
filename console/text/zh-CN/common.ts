import type { common as en } from '../en/common.ts'

export const common: Record<keyof typeof en, string> = {
  'common.cancel': '取消',
  'common.close': '关闭',
  'common.loading': '正在加载…',
  'common.tryAgain': '重试',
  'common.requestId': '请求 ID：{id}',
  'common.noAnswer.title': '服务器没有响应',
  'common.noAnswer.text': '连接已断开，或者无法访问服务器。请检查网络后重试。',
  'common.whoCanMend': '{what}：可由{who}处理。{how}',
  'common.previousPage': '上一页',
  'common.nextPage': '下一页',
  'common.verificationCode': '验证码',
  'common.verificationCode.hint': '六位数字，发送至 {email}。每个验证码仅可使用一次，{minutes} 分钟内有效。',
  'common.verificationCode.send': '发送验证码',
  'common.verificationCode.sendAgain': '重新发送验证码',
  'common.verificationCode.sent': '验证码已发送至 {email}。',
}
