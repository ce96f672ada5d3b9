import { sessionCookie } from '#kernel/credentials.ts'
import { inject } from './inject.ts'
import type { Served } from './inject.ts'

/** What came back, as tests look into it: members that many answers have, and whatever else there is. */
export interface AnswerBody {
  readonly id: string
  readonly code: string
  readonly items: AnswerBody[]
  readonly nextCursor: string | null
  readonly [member: string]: unknown
}

export interface Answer {
  readonly status: number
  readonly body: AnswerBody
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** Somebody at a browser: sends Origin, keeps the session cookie, and an Idempotency-Key with every POST. */
export interface Person {
  readonly memberId: string
  readonly accountId: string
  readonly email: string
  /** What the session's cookie holds. */
  readonly token: string
  readonly call: Call
  /** The same person in the tab of an acting session. */
  acting(actingSessionId: string): Call
}

export const origin = 'http://localhost'

export function callerOf(server: Served, token: string | undefined, standing: Record<string, string> = {}): Call {
  return async (method, path, body, headers = {}) => {
    const answer = await inject(server, {
      method,
      url: path,
      headers: {
        host: 'localhost',
        origin,
        ...(token ? { cookie: `${sessionCookie}=${token}` } : {}),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...standing,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    return {
      status: answer.statusCode,
      body: (isJson ? JSON.parse(answer.payload) : undefined) as AnswerBody,
      text: answer.payload,
      headers: answer.headers,
    }
  }
}
