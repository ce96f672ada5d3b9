export { findBudget, findEntries, limitsForOrder, moveLimits, moveQuotas, openLimit } from './queries.ts'
export type { LedgerEntry, LimitMove, Moves, NewLimit } from './queries.ts'
export { periodIn, roomsOf, usagePercent, usedIn } from './rules.ts'
export type { LimitState } from './rules.ts'
