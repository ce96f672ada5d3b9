import { hash } from '@node-rs/argon2'
import type { Operation } from '#contract/operation.ts'
import type { VerificationPurpose } from '#contract/verification.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfCode } from '#modules/identity/providers.ts'
import { insertCatalog } from './catalog.ts'
import { openOffice } from './office.ts'
import type { CustomerScene, Office, PartnerScene } from './office.ts'
import type { Answer, Call, Person } from './person.ts'
import { insertRow } from './rows.ts'

export const password = 'correct horse'
export const planId = 'small'
const code = '246810'

/** Everybody a loop over all operations needs: two channels with customers, and the operator. */
export interface Scene {
  readonly office: Office
  readonly distributor: PartnerScene
  /** A reseller below the distributor. */
  readonly partner: PartnerScene
  readonly customer: CustomerScene
  /** Another reseller of the same channel, and one of another channel. */
  readonly neighbour: PartnerScene
  readonly neighboursCustomer: CustomerScene
  readonly stranger: PartnerScene
  readonly strangersCustomer: CustomerScene
  readonly operator: Person
  readonly brokerId: string
}

export async function openScene(): Promise<Scene> {
  const office = await openOffice()
  const { owner } = office
  const distributor = await office.partner('distributor')
  const partner = await office.partner('reseller', distributor)
  const neighbour = await office.partner('reseller', distributor)
  const stranger = await office.partner('solution_provider')
  const brokerId = await insertCatalog(owner, { [planId]: { monthly: '10', hourly: '0.02' } })
  const operator = { id: newId('account'), channelId: newId('account') }
  await insertRow(owner, 'accounts', { ...operator, kind: 'operator', name: 'Operator', createdAt: new Date() })
  const text = { text: 'We commit ourselves.', sha256: '0'.repeat(64), publishedAt: new Date() }
  for (const kind of ['commitment', 'authorization'])
    await owner.query('insert into letters values ($1, 1, $2, $3, $4, $5) on conflict do nothing', [
      kind,
      'en',
      ...Object.values(text),
    ])
  return {
    office,
    distributor,
    partner,
    customer: await office.customer(partner, { budgetMinor: 1_000_000n }),
    neighbour,
    neighboursCustomer: await office.customer(neighbour),
    stranger,
    strangersCustomer: await office.customer(stranger),
    operator: await office.member(operator, ['admin']),
    brokerId,
  }
}

/** One request of an operation, as a person may send it. */
export interface Sent {
  readonly by: Person
  readonly params?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Where the operation wants a session that has just stepped up: that of whoever sends is made one. */
  readonly isSteppedUp?: true
  /** Where the operation wants a verification code: sending makes one for whoever sends. */
  readonly purpose?: VerificationPurpose
}

/** A code as the mail would bring it. */
export async function makeCode(office: Office, memberId: string, purpose: VerificationPurpose): Promise<string> {
  const id = newId('code')
  const now = Date.now()
  await insertRow(office.owner, 'verificationCodes', {
    id,
    memberId,
    purpose,
    codeHash: hashOfCode(id, code),
    createdAt: new Date(now - 3_600_000),
    expiresAt: new Date(now + 3_600_000),
  })
  return code
}

/** As if the member's sessions had just shown a factor. */
export async function makeSteppedUp({ owner }: Office, memberId: string): Promise<void> {
  const until = `now() + interval '5 minutes'`
  await owner.query(`update sessions set stepped_up_until = ${until} where member_id = $1`, [memberId])
}

/** The address of an operation below the server's root. */
export function addressOf({ path }: Operation, { params = {}, query }: Omit<Sent, 'by'>): string {
  const there = `/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`
  return query ? `${there}?${new URLSearchParams(query).toString()}` : there
}

/** Sends a request, as whoever is named by `as` or else as its own sender. */
export async function send(
  { office }: Scene,
  operation: Operation,
  sent: Sent,
  as: { person: Person; call?: Call } = { person: sent.by },
): Promise<Answer> {
  const call = as.call ?? as.person.call
  if (sent.isSteppedUp) await makeSteppedUp(office, as.person.memberId)
  const verificationCode = sent.purpose && (await makeCode(office, as.person.memberId, sent.purpose))
  const body =
    sent.body || sent.purpose ? { ...sent.body, ...(verificationCode ? { verificationCode } : {}) } : undefined
  return call(operation.method, addressOf(operation, sent), body, sent.headers)
}

/** A member with a password, for signing in. */
export async function memberWithPassword({ office, partner }: Scene): Promise<Person> {
  const person = await office.member(partner, ['viewer'])
  await office.owner.query('update identities set password_hash = $1 where email = $2', [
    await hash(password, { memoryCost: 1024, timeCost: 1 }),
    person.email,
  ])
  return person
}

/** The session of a member acting for a customer. */
export async function startActing(person: Person, customer: CustomerScene): Promise<string> {
  const path = `/v1/customers/${customer.id}/acting-sessions`
  const started = await person.call('POST', path, { reason: 'Ticket 4711' })
  if (started.status !== 201) throw new Error(started.text)
  return (started.body as { id: string }).id
}
