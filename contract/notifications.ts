import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, nonBlank } from './text.ts'

/** A page of the console by its path alone: what was searched there is nobody else's business. */
const ConsolePage = z.string().regex(/^\/[A-Za-z0-9_./:~-]{0,199}$/)
const maxFeedbackLength = 4000

export const sendFeedback = operation({
  name: 'sendFeedback',
  method: 'POST',
  path: '/feedback',
  perMinute: 60,
  summary: 'Tell the operator what one thinks of a page. It goes to the operator’s administrators by mail.',
  permission: 'feedback:send',
  input: z.strictObject({ page: ConsolePage, text: nonBlank(maxFeedbackLength) }),
  output: z.object({ sentAt: Instant }),
  status: 202,
  idempotency: 'required',
  refusals: ['too_many_requests'],
})
