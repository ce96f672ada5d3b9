export { findAuthorizationBehind, lockGrant } from './queries.ts'
export { viewAuthorization } from './rules.ts'
