import type pg from 'pg'
import { ScopeAction } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import type { CustomerScene, Office, PartnerScene } from '../office.ts'
import type { Call, Person } from '../person.ts'
import { openScene } from '../scene.ts'
import type { Scene } from '../scene.ts'
import { openDelegation } from './delegates.ts'
import type { Identity } from './identities.ts'

export interface OfPartner {
  readonly channelId: string
  readonly partnerId: string
  /** The partner and its distributor. */
  readonly sellers: readonly string[]
}

/** Whose rows an answer may tell of. */
export type Sphere =
  | { readonly of: 'nobody' }
  | { readonly of: 'customer'; readonly channelId: string; readonly customerId: string }
  | (OfPartner & { readonly of: 'partner' })
  | (OfPartner & { readonly of: 'manager'; readonly memberId: string })
  | (OfPartner & { readonly of: 'acting'; readonly customerId: string })
  | { readonly of: 'channel'; readonly channelId: string }

/** Somebody who sends a request. */
export interface Caller {
  readonly memberId: string
  readonly accountId: string
  readonly call: Call
  readonly sphere: Sphere
}

/** A partner with what is above it: where the object of a request lies. */
export type Place = 'own' | 'near' | 'far'

/** Everybody of the matrix, and the places whose objects they ask for. */
export interface Cast {
  readonly office: Office
  /** A scene whose partner is the place's: calls made in it are about the place's own customers. */
  readonly places: Readonly<Record<Place, Scene>>
  /** The customer that its people and its delegates belong to when they ask elsewhere. */
  readonly customer: CustomerScene
  /** The caller as the identity stands to this customer of the partner's. */
  callerFor(identity: Identity, customer: CustomerScene): Promise<Caller>
  /** Gives the customer to the account manager who looks after all but one. */
  assign(customer: CustomerScene): Promise<void>
  /** Takes back what delegates were given at this customer, so that the next call finds it as it was made. */
  dismissDelegates(customer: CustomerScene): Promise<void>
  /** While something is tried by such an identity, the world is as it is for that one. */
  inWorldOf<T>(identity: Identity, customer: CustomerScene, attempt: () => Promise<T>): Promise<T>
  /** Opens the sessions again that signing out and choosing an account have ended. */
  reviveSessions(): Promise<void>
}

const customerRoles: Partial<Readonly<Record<Identity, Role>>> = {
  owner: 'owner',
  purchaser: 'purchaser',
  viewer: 'viewer',
}

/** Opens an office with everybody in it. */
export async function openCast(): Promise<Cast> {
  const scene = await openScene()
  const { office, distributor, partner, neighbour, neighboursCustomer, customer } = scene
  const farDistributor = await office.partner('distributor')
  const farPartner = await office.partner('reseller', farDistributor)
  const manager = await office.member(partner, ['account_manager'])
  const assign = (to: CustomerScene, person = manager) => entrust(office.owner, to, person)
  await assign(customer)
  const standing = await hire(scene, manager, assign)
  const delegation = await openDelegation(office, partner, customer, partnerSphere(scene, partner))
  const people = new Map<string, Promise<Caller>>()
  const join = async (role: Role, of: CustomerScene): Promise<Caller> => ({
    ...(await office.member(of, [role])),
    sphere: { of: 'customer', channelId: distributor.channelId, customerId: of.id },
  })
  return {
    office,
    places: {
      own: scene,
      near: { ...scene, partner: neighbour, customer: neighboursCustomer },
      far: { ...scene, distributor: farDistributor, partner: farPartner, customer: await office.customer(farPartner) },
    },
    customer,
    callerFor(identity, of) {
      const known = standing[identity]
      if (known) return Promise.resolve(known)
      const role = customerRoles[identity]
      if (!role) return delegation.callerFor(identity, of)
      const key = `${identity} ${of.id}`
      const caller = people.get(key) ?? join(role, of)
      people.set(key, caller)
      return caller
    },
    assign: (to) => assign(to),
    dismissDelegates: (of) => delegation.dismiss(of),
    inWorldOf: (identity, of, attempt) => inWorldOf(office.owner, partner, of, identity, attempt),
    async reviveSessions() {
      await office.owner.query('update sessions set ended_at = null where ended_at is not null')
    },
  }
}

async function entrust(owner: pg.Pool, { id }: CustomerScene, { memberId }: Person): Promise<void> {
  await owner.query('update customers set account_manager_id = $2 where id = $1', [id, memberId])
}

function partnerSphere({ distributor }: Scene, { id, channelId }: PartnerScene): OfPartner {
  return { channelId, partnerId: id, sellers: [id, distributor.id] }
}

/** Everybody who is the same whichever customer is asked for. */
async function hire(
  scene: Scene,
  manager: Person,
  assign: (to: CustomerScene, person: Person) => Promise<void>,
): Promise<Partial<Record<Identity, Caller>>> {
  const { office, distributor, partner, neighbour, operator } = scene
  const { channelId } = distributor
  const sibling = await office.customer(partner)
  const colleague = (role: Role) => office.member(partner, [role])
  const otherManager = await colleague('account_manager')
  await assign(sibling, otherManager)
  const ofPartner = (person: Person, of = partner): Caller => ({
    ...person,
    sphere: { of: 'partner', ...partnerSphere(scene, of) },
  })
  const managing = (person: Person): Caller => ({
    ...person,
    sphere: { of: 'manager', memberId: person.memberId, ...partnerSphere(scene, partner) },
  })
  const operatorAccount = { id: operator.accountId, channelId: await channelOf(office, operator.accountId) }
  return {
    anonymous: { memberId: '', accountId: '', call: office.anyone, sphere: { of: 'nobody' } },
    otherOwner: { ...sibling.owner, sphere: { of: 'customer', channelId, customerId: sibling.id } },
    admin: ofPartner(partner.admin),
    unpermitted: ofPartner(await colleague('admin')),
    finance: ofPartner(await colleague('finance')),
    partnerViewer: ofPartner(await colleague('viewer')),
    sales: ofPartner(await colleague('sales')),
    accountManager: managing(manager),
    otherAccountManager: managing(otherManager),
    otherPartner: ofPartner(neighbour.admin, neighbour),
    distributor: { ...distributor.admin, sphere: { of: 'channel', channelId } },
    operator: { ...operator, sphere: { of: 'nobody' } },
    operatorViewer: { ...(await office.member(operatorAccount, ['viewer'])), sphere: { of: 'nobody' } },
  }
}

async function channelOf(office: Office, accountId: string): Promise<string> {
  const found = await office.owner.query<{ channel: string }>(
    'select channel_id as channel from accounts where id = $1',
    [accountId],
  )
  return found.rows[0]?.channel ?? ''
}

/** What is different for an identity, and how it is again afterwards. */
const worlds: Partial<Readonly<Record<Identity, (may: boolean) => string>>> = {
  actingNarrow: (isOver) =>
    `update authorizations set actions = '{${isOver ? ScopeAction.options.join(',') : 'manage_resources'}}'
     where partner_id = $1 and customer_id = $2 and state = 'active'`,
  unpermitted: permit,
  actingUnpermitted: permit,
}

function permit(may: boolean): string {
  return `update distributor_permissions set act_on_behalf = ${may}, may_freeze = ${may}, set_budgets = ${may}
    where partner_id = $1 and $2 <> ''`
}

async function inWorldOf<T>(
  owner: pg.Pool,
  partner: PartnerScene,
  customer: CustomerScene,
  identity: Identity,
  attempt: () => Promise<T>,
): Promise<T> {
  const change = worlds[identity]
  if (!change) return attempt()
  const ids = [partner.id, customer.id]
  await owner.query(change(false), ids)
  try {
    return await attempt()
  } finally {
    await owner.query(change(true), ids)
  }
}
