export { viewCustomerStanding } from './providers.ts'
export { lockSummary, patchSummary, staleSummaries } from './queries/summary.ts'
export { seesOnlyAssigned } from './rules.ts'
