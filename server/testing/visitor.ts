import { setTimeout as sleep } from 'node:timers/promises'

export interface HttpAnswer {
  readonly status: number
  /** Empty when the answer is no JSON. */
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly headers: Headers
}

/** One request over HTTP; it throws when no answer comes. */
export type HttpCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<HttpAnswer>

/** Somebody with cookies; `base` may change between requests, as when the server starts again. */
export function visitor(base: () => string): HttpCall {
  const cookies = new Map<string, string>()
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(base() + path, {
      method,
      headers: {
        origin: base(),
        ...(cookies.size > 0 ? { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type') ?? '').includes('json') && text !== ''
    const read = (isJson ? JSON.parse(text) : {}) as HttpAnswer['body']
    return { status: answer.status, body: read, text, headers: answer.headers }
  }
}

export interface Login {
  readonly email: string
  readonly password: string
  readonly accountId: string
  readonly accountKind: string
  readonly accountName: string
  readonly partnerKind: string
  readonly partnerName: string
  readonly role: string
  readonly authorization: string
  readonly frozen: boolean
}

export async function findLogin(base: () => string, want: Partial<Login>): Promise<Login> {
  const { body } = await visitor(base)('GET', '/dev/logins')
  const wanted = Object.entries(want)
  const found = (body['items'] as Login[]).find((login) =>
    wanted.every(([field, value]) => login[field as keyof Login] === value),
  )
  if (!found) throw new Error(`nobody is ${JSON.stringify(want)}`)
  return found
}

/** Signs in with a login of the sandbox. */
export async function signIn(base: () => string, { email, password }: Login): Promise<HttpCall> {
  const call = visitor(base)
  const { status, text } = await call('POST', '/v1/sessions', { email, password })
  if (status !== 201) throw new Error(text)
  return call
}

/** Asks for a verification code and reads it in the mail that the sandbox keeps. */
export async function mailedCode(call: HttpCall, { email }: Login, purpose: string): Promise<string> {
  const mails = async () => {
    const { body } = await call('GET', `/dev/mail?to=${encodeURIComponent(email)}`)
    return (body['items'] as { text: string }[]).map(({ text }) => text)
  }
  const known = new Set(await mails())
  const asked = await call('POST', '/v1/verification-codes', { purpose })
  if (asked.status !== 202) throw new Error(asked.text)
  for (let tries = 0; tries < 300; tries++) {
    const fresh = (await mails()).find((text) => !known.has(text) && /\b\d{6}\b/.test(text))
    if (fresh !== undefined) return /\b\d{6}\b/.exec(fresh)?.[0] ?? ''
    await sleep(100)
  }
  throw new Error('no code was mailed')
}
