export { importCatalog } from './import-catalog.ts'
export { plansByIds } from './queries/plans.ts'
export type { PlanOffer } from './queries/plans.ts'
export { parameterFault } from './rules.ts'
