import Box from '@cloudscape-design/components/box'
import { useText } from '#console/text/text.tsx'
import type { Offer } from './use-price-list.ts'

/** What whole years cost less than as many months; nothing where there is no discount. */
export function YearlyDiscounts({ offer }: { offer: Offer | null }) {
  const t = useText()
  const discounts = Object.entries(offer?.yearlyDiscounts ?? {})
  if (discounts.length === 0) return null
  return (
    <Box variant="small" display="block">
      {discounts.map(([years, percent]) => t('catalog.discount', { years: Number(years), percent })).join(' · ')}
    </Box>
  )
}
