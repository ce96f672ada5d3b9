import Box from '@cloudscape-design/components/box'
import type { ReactNode } from 'react'
import { useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { fieldLabel } from './specification-text.ts'
import type { Offer } from './use-price-list.ts'

interface OfferPriceProps {
  readonly offer: Offer
  /** Words before the amount. */
  readonly children?: ReactNode
}

/** A price, and what one of it is for: an instance, or a unit of a parameter. */
export function OfferPrice({ offer, children }: OfferPriceProps) {
  const t = useText()
  const { price, pricedBy } = offer
  return (
    <>
      {children} <Amount money={price} />
      {pricedBy !== null && (
        <Box variant="small" display="block">
          {t('price.perUnit', { unit: fieldLabel(offer, pricedBy) })}
        </Box>
      )}
    </>
  )
}
