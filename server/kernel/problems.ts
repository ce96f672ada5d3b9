import type { FastifyReply } from 'fastify'
import { Refusal, refusals } from '#contract/refusals.ts'
import type { RefusalCode } from '#contract/refusals.ts'

export interface ProblemAnswer {
  readonly status: number
  readonly retryAfter: number | undefined
  readonly body: Readonly<Record<string, unknown>>
}

/** A refusal as RFC 9457 problem details: the only place that makes one. */
export function problemOf(
  code: RefusalCode,
  detail: Readonly<Record<string, unknown>>,
  requestId: string,
): ProblemAnswer {
  const { status, title } = refusals[code]
  const { retryAfter, ...rest } = detail
  return {
    status,
    retryAfter: typeof retryAfter === 'number' ? retryAfter : undefined,
    body: { type: `https://procura.dev/problems/${code}`, title, status, code, requestId, ...rest },
  }
}

/** What anything else that was thrown becomes: a bare 500 with the id under which it was logged. */
export function faultOf(requestId: string): ProblemAnswer {
  const body = { type: 'about:blank', title: 'Something went wrong', status: 500, code: 'fault', requestId }
  return { status: 500, retryAfter: undefined, body }
}

export function answerOf(error: unknown, requestId: string): ProblemAnswer {
  return error instanceof Refusal ? problemOf(error.code, error.detail, requestId) : faultOf(requestId)
}

export async function sendProblem(
  reply: FastifyReply,
  { status, retryAfter, body }: ProblemAnswer,
): Promise<FastifyReply> {
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  return reply.code(status).type('application/problem+json').send(JSON.stringify(body))
}
