import type { list as en } from '../en/list.ts'

export const list: Record<keyof typeof en, string> = {
  'list.refresh': '刷新列表',
  'list.noMatch': '无匹配项',
  'list.noMatch.text': '没有符合筛选条件的数据。',
  'list.clearFilters': '清除筛选条件',
  'list.day': '日期',
  'list.day.form': '格式：YYYY-MM-DD（年-月-日）。',
  'list.whose': '客户范围',
  'list.customers': '客户',
  'list.resellersCustomers': '经销商的客户',
  'list.number': '数值',
  'list.number.form': '仅限数字，小数点后最多两位，例如 1200.50。',
  'list.order': '排序方式',
  'list.preferences': '首选项',
  'list.preferences.apply': '确定',
  'list.pageSize': '每页行数',
  'list.pageSize.rows': '{count} 行',
  'list.wrapLines': '自动换行',
  'list.wrapLines.text': '显示完整文本，不在列尾截断。',
  'list.columns': '列',
  'list.columns.text': '选择要显示的列及其顺序。',
}
