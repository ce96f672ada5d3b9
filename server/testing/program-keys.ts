import type { ApiKeyPermission } from '#contract/permissions.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken, newBearer } from '#kernel/tokens.ts'
import type { CustomerScene, Office } from './office.ts'
import { inject } from './inject.ts'
import { origin } from './person.ts'
import type { Answer, Call, Person } from './person.ts'
import { makeCode } from './scene.ts'

export interface MadeKey {
  readonly id: string
  readonly secret: string
}

/** A key as its member makes it, with a code. */
export async function makeKey(
  office: Office,
  member: Person,
  permissions: readonly ApiKeyPermission[],
): Promise<MadeKey> {
  const verificationCode = await makeCode(office, member.memberId, 'create_api_key')
  const body = { name: 'Night batch', permissions, expiresInDays: 30, verificationCode }
  const made = await member.call('POST', '/v1/api-keys', body)
  if (made.status !== 201) throw new Error(made.text)
  return { id: made.body.id, secret: String(made.body['secret']) }
}

/** A key as if its member had made it, for who needs more of them in a minute than may be made. */
export async function insertKey(
  { owner }: Office,
  { memberId }: Person,
  permissions: readonly ApiKeyPermission[],
): Promise<MadeKey> {
  const id = newId('apiKey')
  const secret = newBearer('apiKey')
  await owner.query(
    `insert into api_keys (token_hash, id, identity_id, member_id, account_id, channel_id, name, prefix, permissions,
       created_at, expires_at)
     select $1, $2, identity_id, member_id, account_id, channel_id, 'Night batch', $3, $4, now(), now() + interval '1 day'
     from memberships where member_id = $5`,
    [hashOfToken(secret), id, secret.slice(0, 8), permissions, memberId],
  )
  return { id, secret }
}

/** A program: it shows a token, and neither a cookie nor where it comes from. */
export function programOf({ app }: Office, token: string): Call {
  return async (method, path, body, headers = {}) => {
    const answer = await inject(app, {
      method,
      url: path,
      headers: {
        host: 'localhost',
        authorization: `Bearer ${token}`,
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    const read = (isJson ? JSON.parse(answer.payload) : undefined) as Answer['body']
    return { status: answer.statusCode, body: read, text: answer.payload, headers: answer.headers }
  }
}

/** A form as OAuth's endpoints take it. */
export async function sendForm(
  { app }: Office,
  path: string,
  form: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string | string[]>> = {},
): Promise<Answer> {
  const answer = await app.inject({
    method: 'POST',
    url: path,
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  })
  const read = (answer.payload === '' ? undefined : answer.json()) as Answer['body']
  return { status: answer.statusCode, body: read, text: answer.payload, headers: answer.headers }
}

/** What a program sends to switch role. */
export const exchangeForm = (secret: string, customer: CustomerScene) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: secret,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  resource: `${origin}/v1/customers/${customer.id}`,
  reason: 'Ticket 4711',
})

/** The token of a program that has switched role. */
export async function exchange(
  office: Office,
  secret: string,
  customer: CustomerScene,
): Promise<{ token: string; actingSessionId: string }> {
  const { status, body, text } = await sendForm(office, '/oauth/token', exchangeForm(secret, customer))
  if (status !== 200) throw new Error(text)
  return { token: String(body['access_token']), actingSessionId: String(body['acting_session_id']) }
}
