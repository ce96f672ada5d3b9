import type { account as en } from '../en/account.ts'

export const account: Record<keyof typeof en, string> = {
  'account.description': '查看您的成员信息、界面设置和登录会话。',
  'account.help':
    '语言、主题和显示密度仅对您生效，在任何地方登录都会保留。\n姓名、邮箱和角色由账号的管理员或所有者维护。',
  'account.member': '成员信息',
  'account.name': '姓名',
  'account.email': '邮箱',
  'account.roles': '角色',
  'account.account': '账号',
  'account.kind': '类型',
  'account.id': '账号 ID',
  'account.copyId': '复制账号 ID',
  'account.look': '界面设置',
  'account.look.text': '仅对您生效，在任何地方登录都会保留。',
  'account.others': '您的其他账号',
  'account.others.text': '切换后，当前会话结束，并以另一个账号开始新的会话。',
  'account.others.none': '您仅是此账号的成员。',
  'account.change': '切换',
  'account.changeTo': '切换到 {name}',
  'account.session': '登录会话',
  'account.session.text': '退出登录后，此会话在服务器和所有标签页中结束，您正在代客户进行的操作也随之结束。',
}
