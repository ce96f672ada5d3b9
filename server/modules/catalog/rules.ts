import type { BillingMode, Offer } from '#contract/catalog.ts'
import { currencyExponents } from '#contract/money.ts'
import type { CurrencyCode, Rate } from '#contract/money.ts'
import type { z } from 'zod'

/** Services and regions come in one answer; there are never more of them. */
export const maxListed = 1000

type View = z.output<typeof Offer>

export interface OfferRow {
  readonly planId: string
  readonly planName: string
  readonly description: string
  readonly pricedBy: string | null
  readonly region: string
  readonly billingMode: BillingMode
  readonly currency: CurrencyCode
  /** An exact decimal without zeros at its end. */
  readonly rate: string
  readonly specification: View['specification']
  readonly availabilityZones: string[]
  readonly yearlyDiscounts: View['yearlyDiscounts']
  readonly parametersSchema: View['parametersSchema']
  /** Null where the broker gives no sample for the region. */
  readonly sampleParameters: View['sampleParameters'] | null
}

/** A price with at least the decimals of its currency, and more only where they say something. */
function viewRate(rate: string, currency: CurrencyCode): Rate {
  const [whole = '0', fraction = ''] = rate.split('.')
  const decimals = fraction.padEnd(currencyExponents[currency], '0')
  return { amount: decimals === '' ? whole : `${whole}.${decimals}`, currency }
}

export function viewOffer({ rate, currency, sampleParameters, ...offer }: OfferRow): View {
  return {
    ...offer,
    price: viewRate(rate, currency),
    per: offer.billingMode === 'yearly_monthly' ? 'month' : 'hour',
    sampleParameters: sampleParameters ?? {},
  }
}
