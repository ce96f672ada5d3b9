import { codes } from './codes.ts'
import { common } from './common.ts'
import { frame } from './frame.ts'
import { identity } from './identity.ts'
import { refusals } from './refusals.ts'

/** What is said before somebody has signed in, and what is said everywhere. */
export const first = { ...frame, ...common, ...codes, ...refusals, ...identity }
