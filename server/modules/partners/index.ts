export { viewCustomerStanding } from './providers.ts'
export { standingColumns } from './queries/standing.ts'
export { lockSummary, patchSummary, staleSummaries } from './queries/summary.ts'
export { quotaCurrency, seesOnlyAssigned } from './rules.ts'
