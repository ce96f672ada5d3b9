export { insertExpenditures, sumExpenditure } from './queries.ts'
