export { lockGrant } from './queries.ts'
export type { Grant } from './queries.ts'
