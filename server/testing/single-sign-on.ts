import type { Role } from '#contract/permissions.ts'
import { browserCookie, sessionCookie } from '#kernel/credentials.ts'
import { clientId, clientSecret } from './forging-provider.ts'
import type { Forgery, ForgingProvider } from './forging-provider.ts'
import type { Office } from './office.ts'
import { callerOf } from './person.ts'
import type { Answer, Call, Person } from './person.ts'
import { makeSteppedUp } from './scene.ts'

let count = 0
/** A domain that no other test has. */
export const freshDomain = () => `company${++count}-${crypto.randomUUID().slice(0, 8)}.test`

function must({ status, text, body }: Answer): Answer['body'] {
  if (status >= 300) throw new Error(text)
  return body
}

/** Sets the account's provider, as its administrator does. */
export async function setProvider(office: Office, admin: Person, issuer: string, more: object = {}): Promise<void> {
  await makeSteppedUp(office, admin.memberId)
  must(await admin.call('PUT', '/v1/single-sign-on/provider', { issuer, clientId, clientSecret, ...more }))
}

/** Claims a domain, as its administrator does, and puts its record into the DNS. */
export async function claimDomain({ names }: Office, admin: Person, domain = freshDomain()) {
  const { id, record } = must(await admin.call('POST', '/v1/single-sign-on/domains', { domain }))
  const { name, value } = record as { name: string; value: string }
  names.texts.set(name, ['other=1', value])
  return { id, domain, name, value }
}

export async function verifyDomain(office: Office, admin: Person, domain = freshDomain()) {
  const claimed = await claimDomain(office, admin, domain)
  await makeSteppedUp(office, admin.memberId)
  must(await admin.call('POST', `/v1/single-sign-on/domains/${claimed.id}:verify`, {}))
  return claimed
}

/** A provider and a verified domain of the account's. */
export async function setUpSingleSignOn(office: Office, admin: Person, { issuer }: Pick<ForgingProvider, 'issuer'>) {
  await setProvider(office, admin, issuer)
  return verifyDomain(office, admin)
}

/** A member of the account with an e-mail of a domain. */
export async function memberAt(
  office: Office,
  account: { id: string; channelId: string },
  domain: string,
  roles: readonly Role[],
): Promise<Person> {
  const person = await office.member(account, roles)
  const email = `${person.memberId.slice(-10)}@${domain}`
  await office.owner.query('update members set email = $2 where id = $1', [person.memberId, email])
  await office.owner.query('update identities set email = $2 where email = $1', [person.email, email])
  return { ...person, email }
}

/** What a browser has in hand that has been at the provider and comes back. */
export interface Back {
  readonly body: { readonly accountId: string; readonly state: string; readonly code: string }
  readonly headers: { readonly cookie: string }
}

const cookieIn = ({ headers }: Answer, name: string) =>
  new RegExp(`${name}=([^;]+)`).exec([headers['set-cookie'] ?? []].flat().join('\n'))?.[1]

/** Begins to sign in by e-mail, and signs in at the provider, which says what it is told to. */
export async function goAndComeBack(
  { anyone }: Office,
  provider: ForgingProvider,
  email: string,
  says?: Forgery,
): Promise<Back> {
  const started = await anyone('POST', '/v1/sessions:start-single-sign-on', { email })
  const { url } = must(started) as unknown as { url: string }
  const { state, code, redirectUri } = provider.signIn(url, says)
  const accountId = redirectUri.slice(redirectUri.lastIndexOf('/') + 1)
  return {
    body: { accountId, state, code },
    headers: { cookie: `${browserCookie}=${cookieIn(started, browserCookie)}` },
  }
}

export const finish = (office: Office, { body, headers }: Back): Promise<Answer> =>
  office.anyone('POST', '/v1/sessions:finish-single-sign-on', body, headers)

/** Somebody who has come in, by the session that the answer has set. */
export function callerFrom(office: Office, answer: Answer): Call {
  must(answer)
  return callerOf(office.app, cookieIn(answer, sessionCookie))
}
