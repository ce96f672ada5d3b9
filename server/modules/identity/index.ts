export { makeCode } from './make-code.ts'
export { readMember } from './queries.ts'
