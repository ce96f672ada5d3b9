import type { Role } from '#contract/permissions.ts'
import { newId } from '#kernel/ids.ts'
import type { CustomerScene, Office, PartnerScene } from '../office.ts'
import type { Person } from '../person.ts'
import type { Caller, OfPartner } from './cast.ts'
import type { Identity } from './identities.ts'

/** How a delegate's acting session stands; `lost`: its authorization is another one, which was revoked. */
interface Delegate {
  /** The member's role, when it is no selling one any more. */
  readonly role?: Role
  readonly lost?: true
  readonly session?: string
}
const delegates: Partial<Readonly<Record<Identity, Delegate>>> = {
  acting: {},
  actingUnpermitted: {},
  actingNarrow: {},
  actingExpired: { session: `started_at = now() - interval '1 hour', expires_at = now() - interval '1 second'` },
  actingIdle: { session: `started_at = now() - interval '16 minutes', last_used_at = now() - interval '16 minutes'` },
  actingRevoked: { lost: true, session: `ended_at = now(), end_cause = 'authorization_revoked'` },
  // As if revoking had forgotten the session: the authorization alone must hold.
  actingUncovered: { lost: true },
  actingDemoted: { role: 'finance' },
  // Only account manager by now, and of other customers.
  actingUnassigned: { role: 'account_manager' },
}

/** The members of one partner who act for its customers, each in a tab of their own. */
export interface Delegation {
  callerFor(identity: Identity, customer: CustomerScene): Promise<Caller>
  /** Takes back what was given for this customer. */
  dismiss(customer: CustomerScene): Promise<void>
}

/** `instead`: the customer acted for where another's request is not decided yet, beside which no right can stand. */
export async function openDelegation(
  office: Office,
  partner: PartnerScene,
  instead: CustomerScene,
  ofPartner: OfPartner,
): Promise<Delegation> {
  const { owner } = office
  const people = new Map<string, Person>()
  for (const [name, { role = 'sales' }] of Object.entries(delegates))
    people.set(name, await office.member(partner, [role]))
  const given = new Map<string, Promise<string | undefined>>()
  const rightFor = (customer: CustomerScene): Promise<string | undefined> => {
    const right = given.get(customer.id) ?? giveRight(office, customer, partner)
    given.set(customer.id, right)
    return right
  }
  const switchRole = async (identity: Identity, customer: CustomerScene, right: string): Promise<Caller> => {
    const [person, delegate] = [people.get(identity), delegates[identity]]
    if (!person || !delegate) throw new Error(`nobody plays ${identity}`)
    const authorizationId = delegate.lost ? await lostRight(office, customer, partner) : right
    const id = await insertActing(office, person, customer, partner, authorizationId)
    if (delegate.session) await owner.query(`update acting_sessions set ${delegate.session} where id = $1`, [id])
    const sphere = { of: 'acting', customerId: customer.id, ...ofPartner } as const
    return { ...person, call: person.acting(id), sphere }
  }
  const switched = new Map<string, Promise<Caller>>()
  const callerFor = async (identity: Identity, customer: CustomerScene): Promise<Caller> => {
    const right = await rightFor(customer)
    if (right === undefined) return callerFor(identity, instead)
    const key = `${customer.id} ${identity}`
    const caller = switched.get(key) ?? switchRole(identity, customer, right)
    switched.set(key, caller)
    return caller
  }
  return {
    callerFor,
    async dismiss({ id }) {
      given.delete(id)
      for (const key of switched.keys()) if (key.startsWith(id)) switched.delete(key)
      await owner.query('delete from acting_sessions where customer_id = $1 and member_name = $2', [id, delegateName])
      await owner.query('delete from authorizations where customer_id = $1 and message = $2', [id, delegateName])
    },
  }
}

/** What the delegates' rows are known by. */
const delegateName = 'Delegate of the matrix'

/** The customer's open authorization, made when there is none; undefined while it is asked for and not decided. */
async function giveRight(office: Office, customer: CustomerScene, partner: PartnerScene): Promise<string | undefined> {
  const { rows } = await office.owner.query<{ id: string; state: string }>(
    `select id, state from authorizations where customer_id = $1 and partner_id = $2 and state in ('pending', 'active')`,
    [customer.id, partner.id],
  )
  const [open] = rows
  if (open) return open.state === 'active' ? open.id : undefined
  const id = await office.authorize(customer, partner)
  await office.owner.query('update authorizations set message = $2 where id = $1', [id, delegateName])
  return id
}

/** An authorization of the customer's that was given once, and revoked. */
async function lostRight({ owner }: Office, customer: CustomerScene, partner: PartnerScene): Promise<string> {
  const id = newId('authorization')
  await owner.query(
    `insert into authorizations (channel_id, id, customer_id, partner_id, source, state, message, requested_scope, currency,
       actions, service_families, valid_from, valid_until, approval_mode, commitment_letter_version, requested_by,
       requested_by_name, requested_at, decided_at, ended_at)
     select channel_id, $1, customer_id, partner_id, source, 'revoked', $4, requested_scope, currency,
       actions, service_families, valid_from, valid_until, approval_mode, commitment_letter_version, requested_by,
       requested_by_name, requested_at, now(), now()
     from authorizations where customer_id = $2 and partner_id = $3 and state = 'active'`,
    [id, customer.id, partner.id, delegateName],
  )
  return id
}

async function insertActing(
  { owner }: Office,
  { memberId }: Person,
  customer: CustomerScene,
  partner: PartnerScene,
  authorizationId: string,
): Promise<string> {
  const id = newId('acting')
  await owner.query(
    `insert into acting_sessions (channel_id, id, customer_id, partner_id, member_id, member_name, authorization_id,
       session_id, reason, started_at, expires_at, last_used_at)
     select $1, $2, $3, $4, member_id, $7, $6, id, 'Ticket', now(), now() + interval '1 hour', now()
     from sessions where member_id = $5 and ended_at is null`,
    [customer.channelId, id, customer.id, partner.id, memberId, authorizationId, delegateName],
  )
  return id
}
