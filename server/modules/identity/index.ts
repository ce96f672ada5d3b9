export { makeCode } from './make-code.ts'
export { makePasswordReset } from './make-password-reset.ts'
export { findEmail as findPersonsEmail, readMember } from './queries.ts'
export { sessionIdleHours } from './queries/sessions.ts'
