export { viewCustomerStanding } from './providers.ts'
export { createCustomerSummary, patchSummary } from './queries/summary.ts'
export { seesOnlyAssigned } from './rules.ts'
