export { insertExpenditures, sumExpenditure } from './queries.ts'
export type { NewExpenditure } from './queries.ts'
