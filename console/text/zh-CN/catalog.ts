import type { catalog as en } from '../en/catalog.ts'

export const catalog: Record<keyof typeof en, string> = {
  'selectProducts.title': '选择产品',
  'catalog.title': '产品目录',
}
