import type { Offer } from './use-price-list.ts'

/** By their digits: a price may be finer than a floating point number can tell. */
export function comparePrices(one: Pick<Offer, 'price'>, other: Pick<Offer, 'price'>): number {
  const difference = scaled(one.price.amount) - scaled(other.price.amount)
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** A price has eight decimals at most. */
function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(8, '0'))
}
