export { lockGrant } from './queries.ts'
