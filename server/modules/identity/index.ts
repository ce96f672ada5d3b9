export { makeCode } from './make-code.ts'
export { readMember, sessionIdleHours } from './queries.ts'
