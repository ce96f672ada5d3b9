import type { letters as en } from '../en/letters.ts'

export const letters: Record<keyof typeof en, string> = {
  'letters.title': '承诺书与授权书',
  'letters.description': '伙伴申请授权前、客户批准授权前所接受的文本。',
  'letters.help': '新版本自发布起对接受者生效。此前已接受的仍以当时阅读的文本为准，所有版本均可查阅。',
  'letters.version': '版本',
  'letters.version.of': '版本 {version}',
  'letters.version.inForce': '版本 {version}（当前生效）',
  'letters.version.choose': '版本：{letter}',
  'letters.publishedAt': '发布时间',
  'letters.english': '英文',
  'letters.chinese': '简体中文',
  'letters.edit': '新建版本',
  'letters.edit.label': '新建版本：{letter}',
  'letters.edit.title': '新建版本：{letter}',
  'letters.edit.text': '段落之间以空行分隔。当前版本仍可查阅，已接受该版本的仍受其约束。',
  'letters.publish': '发布',
  'letters.published': '{letter}：版本 {version} 已生效',
  'letters.same': '请先修改：当前文本与生效版本相同。',
  'letters.empty': '两种语言都需要填写文本。',
}
