import { useLanguage, useText } from '#console/text/text.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import { fieldLabel } from './specification-text.ts'
import type { Offer } from './use-price-list.ts'

/** A price with what it is for: a month or an hour, of one instance or of one unit of a parameter. */
export function usePriceText(): (offer: Offer) => string {
  const t = useText()
  const language = useLanguage()
  return (offer) => {
    const price = moneyText(offer.price, language)
    const { pricedBy, per } = offer
    if (pricedBy === null) return t(per === 'month' ? 'price.perMonth' : 'price.perHour', { price })
    return t(per === 'month' ? 'price.perMonthUnit' : 'price.perHourUnit', { price, unit: fieldLabel(offer, pricedBy) })
  }
}
