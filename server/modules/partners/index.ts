export { createCustomerSummary, patchSummary } from './queries/summary.ts'
export { seesOnlyAssigned } from './rules.ts'
