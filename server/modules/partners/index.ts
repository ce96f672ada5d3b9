export { createCustomerSummary, patchSummary } from './queries/summary.ts'
export type { NewSummary, SummaryPatch } from './queries/summary.ts'
export { seesOnlyAssigned } from './rules.ts'
