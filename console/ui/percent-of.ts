import { minorOf, type Money } from '#contract/money.ts'

/** How much of an amount a part of it takes, in per cent, to show as a bar: never below 0 or above 100. */
export function percentOf(part: Money, whole: Money): number {
  const [taken, all] = [minorOf(part), minorOf(whole)]
  if (all <= 0n) return 100
  const tenths = (taken * 1000n) / all
  return Math.min(100, Math.max(0, Number(tenths) / 10))
}
