import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import type { Crumb } from '#console/ui/page-context.tsx'

/** The way to the pages of an order. An acting tab begins with Select Products anyway. */
export function useOrderingCrumbs(): readonly Crumb[] {
  const t = useText()
  const { actingSessionId, paths } = useCustomerContext()
  return actingSessionId === null ? [{ text: t('selectProducts.title'), href: paths.selectProducts() }] : []
}
