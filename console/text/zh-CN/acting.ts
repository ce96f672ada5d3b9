import type { acting as en } from '../en/acting.ts'

export const acting: Record<keyof typeof en, string> = {
  'acting.banner': '代客户操作',
  'acting.who': '您正以 {partner} 成员 {member} 的身份代 {customer} 操作',
  'acting.timeLeft': '剩余 {minutes} 分钟',
  'acting.allowed': '允许：{what}',
  'acting.between': '；',
  'acting.endsSoon': '代该客户操作的时间不足五分钟',
  'acting.endsSoon.hour': '每次代客户操作最长一小时。请立即提交已准备好的订单；如需继续，请切换回来后重新开始。',
  'acting.endsSoon.idleness': '此页面已有一段时间没有操作。继续操作即可保持。',
  'acting.still': '您代 {customer} 操作的会话仍在进行。如无操作，将于 {until} 结束。',
  'acting.stillMore': '您还在代其他客户操作。在此退出一个后即可看到下一个。',
  'acting.goBack': '返回操作',
  'acting.goBackTo': '返回操作：代 {customer}',
  'acting.leaveOf': '切换角色：不再代 {customer} 操作',
  'actingEnded.title': '您已不再代该客户操作',
  'actingEnded.text': '您代 {customer} 的操作已于 {at} 结束。',
  'actingEnded.noCause': '此次代客户操作的前提条件已不再满足。',
  'actingEnded.orders': '此前已提交的订单仍然有效，可在“客户订单”中查看；未提交的草稿已不再保留。',
  'actingEnded.back': '返回该客户',
}
