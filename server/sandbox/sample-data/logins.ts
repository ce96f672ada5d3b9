import type { SampleAuthorization } from './authorizations.ts'
import { chanceFrom } from './chance.ts'
import type { SampleCustomer } from './customers.ts'
import { memberWith, type Sellers } from './partners.ts'
import type { Row } from './rows.ts'

export interface People {
  readonly identities: Row<'identities'>[]
  readonly memberships: Row<'memberships'>[]
}

/** One identity for each e-mail, who may be a member of several accounts. */
export function makeIdentities(members: readonly Row<'members'>[], passwordHash: string): People {
  const chance = chanceFrom(83)
  const identities = new Map<string, Row<'identities'>>()
  const memberships = members.map(({ id: memberId, email, accountId, channelId, createdAt }) => {
    const known = identities.get(email)
    const identity = known ?? { id: chance.id('identity', createdAt), email, passwordHash, createdAt }
    identities.set(email, identity)
    return { memberId, identityId: identity.id, accountId, channelId }
  })
  return { identities: [...identities.values()], memberships }
}

/**
 * The logins that the sandbox shows: the first reseller's admin, its members, its customers' owners, and then all
 * others. Customers stand in their order, so that the one for the main job is the first.
 */
export function makeLogins(
  sellers: Sellers,
  customers: readonly SampleCustomer[],
  authorizations: readonly SampleAuthorization[],
  consultant: readonly Row<'members'>[],
): Row<'sandboxLogins'>[] {
  const { first, all, operator } = sellers
  const states = statesOf(authorizations)
  const rows = (member: Row<'members'>, customer?: SampleCustomer) => ({
    memberId: member.id,
    authorizationState: (customer && states.get(customer.row.id)) ?? 'none',
    frozen: customer !== undefined && customer.row.freezeId !== null,
  })
  const ofCustomers = (role: string, ofFirst: boolean) =>
    customers
      .filter(({ seller }) => (seller === first) === ofFirst)
      .flatMap((customer) => {
        const helping = consultant.filter(({ customerId }) => customerId === customer.row.id)
        const found = [...customer.members, ...helping].filter(({ roles }) => roles.includes(role))
        return found.map((member) => rows(member, customer))
      })
  const admin = memberWith(first.members, 'admin')
  const list = [
    ...[admin, ...first.members.filter((member) => member !== admin)].map((member) => rows(member)),
    ...ofCustomers('owner', true),
    ...ofCustomers('purchaser', true),
    ...all.filter((seller) => seller !== first).flatMap(({ members }) => members.map((member) => rows(member))),
    ...operator.members.map((member) => rows(member)),
    ...ofCustomers('owner', false),
    ...ofCustomers('purchaser', false),
  ]
  return list.map((row, place) => ({ position: place + 1, ...row }))
}

/** The state of the newest authorization that a customer's own partner asked for. */
function statesOf(authorizations: readonly SampleAuthorization[]): Map<string, string> {
  const own = authorizations.filter(({ customer, partner }) => customer.seller === partner)
  return new Map(
    own.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1)).map(({ row }) => [row.customerId, row.state]),
  )
}
