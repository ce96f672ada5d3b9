export { findAuthorizationBehind, findGrant, lockGrant } from './queries.ts'
export { viewAuthorization } from './rules.ts'
