export { findBudget } from './queries/budget.ts'
export {
  findEntries,
  limitsForOrder,
  limitsForWish,
  moveLimits,
  moveQuotas,
  openLimit,
  settleQuotas,
} from './queries/limits.ts'
export type { LedgerEntry, LimitMove, MetLimit } from './queries/limits.ts'
export { limitsIn, periodIn, roomsOf, usagePercent, usedIn } from './rules.ts'
