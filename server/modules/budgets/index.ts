export { findBudget, findEntries, limitsForOrder, moveLimits, moveQuotas, openLimit } from './queries.ts'
export type { LedgerEntry, LimitMove, MetLimit, Moves, NewLimit } from './queries.ts'
export { periodIn, roomsOf, usagePercent, usedIn } from './rules.ts'
