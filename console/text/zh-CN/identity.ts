import type { identity as en } from '../en/identity.ts'

export const identity: Record<keyof typeof en, string> = {
  'signIn.title': '登录',
  'signIn.intro': '销售云服务，并在客户授权下代客户下单。',
  'signIn.email': '邮箱',
  'signIn.password': '密码',
  'signIn.submit': '登录',
  'signIn.unfinished': '退出登录时，您最后一笔订单的结果尚不明确。再次订购相同内容之前，请先查看订单列表。',
  'signIn.expired': '会话已结束。请重新登录，登录后将回到刚才的页面。',
  'signIn.emailMissing': '请输入邮箱地址。',
  'signIn.passwordMissing': '请输入密码。',
  'signIn.chooseAccount': '选择账号',
  'signIn.chooseAccount.text': '您是多个账号的成员。之后可随时在“账号中心”切换。',
  'signIn.continue': '继续',
  'home.title': '首页',
  'account.title': '账号中心',
}
