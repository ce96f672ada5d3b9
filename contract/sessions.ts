import { z } from 'zod'
import { SessionId } from './ids.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { Instant } from './text.ts'

/** A live session of the person who asks, in whichever of their accounts. */
export const OwnSession = z.object({
  id: SessionId,
  accountName: z.string(),
  startedAt: Instant,
  /** True to the minute. */
  lastUsedAt: Instant,
  expiresAt: Instant,
  /** The address it was started from, without its end: enough to know one’s own by, too little to find somebody. */
  address: z.string().nullable(),
  /** What the browser said of itself. */
  userAgent: z.string().nullable(),
  /** It is the session of this request. */
  current: z.boolean(),
})

export const listSessions = operation({
  name: 'listSessions',
  method: 'GET',
  path: '/sessions',
  summary: 'One’s own live sessions, in all of one’s accounts, the newest first.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject(PageInput),
  output: pageOf(OwnSession),
})

export const endSession = operation({
  name: 'endSession',
  method: 'DELETE',
  path: '/sessions/{sessionId}',
  summary: 'End one of one’s own sessions, and every acting session opened in it.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({ sessionId: SessionId }),
  output: z.undefined(),
  status: 204,
})

export const endOtherSessions = operation({
  name: 'endOtherSessions',
  method: 'POST',
  path: '/sessions:end-others',
  summary: 'Sign out everywhere else: end all of one’s own sessions but this one.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({}),
  output: z.object({ ended: z.number().int() }),
})
