import { useSettled } from '#console/ui/use-settled.ts'
import type { Item } from './item-form.ts'
import { useMayOrder } from './use-may-order.ts'
import { useQuote } from './use-quote.ts'

/** The price of what stands in the fields, once they rest. `isCurrent`: it is for just that, and not out any more. */
export function useItemQuote(item: Item | null) {
  const text = JSON.stringify(item)
  const settled = useSettled(text)
  const mayOrder = useMayOrder()
  const wanted = JSON.parse(settled) as Item | null
  const quote = useQuote(wanted && mayOrder ? [wanted] : [])
  return { quote, isCurrent: settled === text && !quote.isPlaceholderData && !quote.isPending }
}
