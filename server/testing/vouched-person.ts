import { hash } from '@node-rs/argon2'
import { sessionCookie } from '#kernel/credentials.ts'
import { newId } from '#kernel/ids.ts'
import type { ForgingProvider } from './forging-provider.ts'
import type { Office, PartnerScene } from './office.ts'
import { callerOf } from './person.ts'
import type { Call, Person } from './person.ts'
import { insertRow } from './rows.ts'
import { callerFrom, finish, goAndComeBack, memberAt } from './single-sign-on.ts'

export const password = 'correct horse battery'

/** A member of two accounts, with a password and an e-mail of a domain that the first has verified. */
export async function memberOfBoth(
  office: Office,
  here: PartnerScene,
  elsewhere: PartnerScene,
  domain: string,
): Promise<Person> {
  const { owner } = office
  const person = await memberAt(office, here, domain, ['admin'])
  const memberId = newId('member')
  const { id: accountId, channelId } = elsewhere
  const found = await owner.query<{ id: string }>('select id from identities where email = $1', [person.email])
  const identityId = found.rows[0]?.id ?? ''
  const createdAt = new Date()
  await insertRow(owner, 'memberships', { memberId, identityId, accountId, channelId })
  const member = { channelId, id: memberId, accountId, partnerId: accountId, customerId: null, createdAt }
  await insertRow(owner, 'members', { ...member, name: 'Also here', email: person.email, roles: ['admin'] })
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
  await owner.query('update identities set password_hash = $2 where id = $1', [identityId, passwordHash])
  return person
}

/** Comes in by the account's provider. */
export async function comeIn(office: Office, provider: ForgingProvider, { email }: Person): Promise<Call> {
  return callerFrom(office, await finish(office, await goAndComeBack(office, provider, email)))
}

/** The person's own sign-in, into whichever account. */
export async function signInOwn(
  office: Office,
  { email }: Person,
  accountId: string,
  factor: object = {},
): Promise<Call> {
  const answer = await office.anyone('POST', '/v1/sessions', { email, password, accountId, ...factor })
  const [, token] = new RegExp(`${sessionCookie}=([^;]+)`).exec(String(answer.headers['set-cookie'])) ?? []
  if (token === undefined) throw new Error(answer.text)
  return callerOf(office.app, token)
}
