import type { OperatorRole, PartnerKind, PartnerRole } from '#contract/permissions.ts'
import { dayMs, later } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { emailOf, slugOf } from './names.ts'
import type { Row } from './rows.ts'

/** A partner with its people; all that sells, or lets others sell. */
export interface Seller {
  readonly partner: Row<'partners'>
  readonly permission: Row<'distributorPermissions'>
  readonly members: readonly Row<'members'>[]
  /** How many customers it has. */
  readonly customerCount: number
}

export interface Sellers {
  readonly operator: { readonly account: Row<'accounts'>; readonly members: readonly Row<'members'>[] }
  readonly distributor: Seller
  /** The reseller that signs in first. */
  readonly first: Seller
  /** All that sell to customers, with the first reseller first. */
  readonly selling: readonly Seller[]
  readonly all: readonly Seller[]
}

interface Described {
  readonly kind: PartnerKind
  readonly name: string
  readonly people: readonly (readonly [name: string, role: PartnerRole])[]
  readonly customerCount: number
  readonly may?: Partial<Pick<Row<'distributorPermissions'>, 'actOnBehalf' | 'mayFreeze' | 'setBudgets'>>
  readonly changedDaysAgo: number
}

/** When the cloud opened, in days before the day of the sample data. */
const openedDaysAgo = 1300

const distributor: Described = {
  kind: 'distributor',
  name: 'NordCloud Distribution',
  people: [
    ['Katrin Vogel', 'admin'],
    ['Oskar Nyberg', 'sales'],
    ['Marta Nowak', 'account_manager'],
    ['David Okafor', 'account_manager'],
    ['Helena Forsberg', 'finance'],
    ['Yusuf Demir', 'viewer'],
  ],
  customerCount: 0,
  changedDaysAgo: 1200,
}

const resellers: readonly Described[] = [
  {
    kind: 'reseller',
    name: 'NordCloud Resale',
    people: [
      ['Li Wei', 'admin'],
      ['Anna Lindqvist', 'sales'],
      ['Jonas Becker', 'account_manager'],
      ['Sofia Marino', 'account_manager'],
      ['Erik Sundström', 'finance'],
      ['Chen Mei', 'viewer'],
    ],
    customerCount: 90,
    changedDaysAgo: 400,
  },
  {
    kind: 'reseller',
    name: 'Baltic Cloud Partners',
    people: [
      ['Kadri Saar', 'admin'],
      ['Rasa Petrauskaitė', 'sales'],
      ['Andris Kalniņš', 'account_manager'],
      ['Tomas Jankauskas', 'account_manager'],
      ['Elīna Ozola', 'finance'],
      ['Märt Rebane', 'viewer'],
    ],
    customerCount: 45,
    may: { actOnBehalf: false },
    changedDaysAgo: 40,
  },
  {
    kind: 'reseller',
    name: 'Fjord Systems',
    people: [
      ['Solveig Haugen', 'admin'],
      ['Magnus Bakke', 'sales'],
      ['Ingunn Moe', 'account_manager'],
      ['Arjun Mehta', 'account_manager'],
      ['Nils Strand', 'finance'],
      ['Tuva Solberg', 'viewer'],
    ],
    customerCount: 30,
    may: { setBudgets: false },
    changedDaysAgo: 25,
  },
]

const solutionProvider: Described = {
  kind: 'solution_provider',
  name: 'Meridian Solutions',
  people: [
    ['Grace Tan', 'admin'],
    ['Daniel Wong', 'sales'],
    ['Zhang Yu', 'account_manager'],
    ['Laura Bianchi', 'account_manager'],
    ['Peter Hofmann', 'finance'],
    ['Amelia Clarke', 'viewer'],
  ],
  customerCount: 35,
  changedDaysAgo: 1100,
}

const operatorName = 'Procura Cloud Operations'
const operatorPeople: readonly (readonly [name: string, role: OperatorRole])[] = [
  ['Miriam Adler', 'admin'],
  ['Stefan Kruse', 'viewer'],
]

/** The operator, a distributor with its resellers, and a solution provider of its own. */
export function makeSellers(now: Date): Sellers {
  const chance = chanceFrom(11)
  const opened = later(now, -openedDaysAgo * dayMs)
  const top = makeSeller(chance, distributor, later(opened, 5 * dayMs), now)
  const below = resellers.map((described, place) =>
    makeSeller(chance, described, later(opened, (20 + 15 * place) * dayMs), now, top.partner.id),
  )
  const direct = makeSeller(chance, solutionProvider, later(opened, 30 * dayMs), now)
  const [first] = below
  if (first === undefined) throw new Error('There is no first reseller')
  const selling = [...below, direct]
  return { operator: makeOperator(chance, opened), distributor: top, first, selling, all: [top, ...selling] }
}

function makeSeller(chance: Chance, described: Described, createdAt: Date, now: Date, distributorId?: string): Seller {
  const { kind, name, may, customerCount } = described
  const id = chance.id('partner', createdAt)
  const channelId = distributorId ?? id
  const partner = { channelId, id, kind, name, distributorId: distributorId ?? null, frozenAt: null, createdAt }
  const permission = {
    channelId,
    partnerId: id,
    distributorId: distributorId ?? null,
    actOnBehalf: true,
    mayFreeze: true,
    setBudgets: true,
    // Set when the budgets below it are known.
    budgetQuotaMinor: null,
    changedAt: later(now, -described.changedDaysAgo * dayMs),
    ...may,
  }
  const account = { channelId, id, partnerId: id, customerId: null, company: slugOf(name) }
  const members = described.people.map(([person, role], place) =>
    makeMember(chance, account, person, role, later(createdAt, (place + 1) * dayMs)),
  )
  return { partner, permission, members, customerCount }
}

function makeOperator(chance: Chance, createdAt: Date): Sellers['operator'] {
  const id = chance.id('account', createdAt)
  const account = { id, kind: 'operator', partnerKind: null, channelId: id, name: operatorName, createdAt }
  const place = { channelId: id, id, partnerId: null, customerId: null, company: slugOf(operatorName) }
  const members = operatorPeople.map(([person, role]) =>
    makeMember(chance, place, person, role, later(createdAt, dayMs)),
  )
  return { account, members }
}

interface MemberAccount {
  readonly channelId: string
  readonly id: string
  readonly partnerId: string | null
  readonly customerId: string | null
  readonly company: string
}

/** A member of an account, with an address at its company. */
export function makeMember(
  chance: Chance,
  account: MemberAccount,
  name: string,
  role: string,
  createdAt: Date,
): Row<'members'> {
  const { channelId, partnerId, customerId, company } = account
  const id = chance.id('member', createdAt)
  const email = emailOf(name, company)
  const roles = [role]
  return { channelId, id, accountId: account.id, partnerId, customerId, name, email, roles, active: true, createdAt }
}

/** Those of a partner who may ask, act and order. */
export function sellersOf(seller: Seller): readonly Row<'members'>[] {
  return seller.members.filter(({ roles }) => roles.some((role) => role === 'sales' || role === 'account_manager'))
}

export function memberWith(members: readonly Row<'members'>[], role: string): Row<'members'> {
  const found = members.find(({ roles }) => roles.includes(role))
  if (found === undefined) throw new Error(`Nobody is ${role}`)
  return found
}
