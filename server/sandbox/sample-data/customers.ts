import type { AuthorizationState } from '#contract/authorizations.ts'
import type { SampleCurrency } from '../price-list.ts'
import { dayMs, hourMs, later, latest } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { freezesOf } from './freezes.ts'
import { china, chineseCompanies, chineseNames, countries, familyNames, givenNames, slugOf, tags } from './names.ts'
import { makeMember, type Seller, type Sellers } from './partners.ts'
import type { Row } from './rows.ts'
import { dealStandings, type Standing } from './standings.ts'

/** A customer with everything that later parts of the sample data ask about it. */
export interface SampleCustomer {
  readonly row: Row<'customers'>
  readonly currency: SampleCurrency
  readonly seller: Seller
  readonly association: Row<'associations'>
  readonly members: readonly Row<'members'>[]
  readonly tags: readonly string[]
  readonly freezes: readonly Row<'freezes'>[]
  readonly hasBudget: boolean
  /** By automatic or manual freeze, or none. */
  readonly frozen: Standing['freeze']
  readonly authorization: AuthorizationState | 'none'
  readonly homeRegion: string
  /** How much it orders, compared with others. */
  readonly weight: number
  /** The time in which it could order. */
  readonly ordersFrom: Date
  readonly ordersUntil: Date
}

/** The first of all: what a walk through the main job needs, and nothing that stands in its way. */
const quiet = { name: 'Aurora Robotics GmbH', accountName: 'aurora-robotics' }
/** The second: it has authorized its reseller, who acts for it. */
const familiar = { name: 'Acme GmbH', accountName: 'acme-gmbh' }
const consultant = { name: 'Ida Holm', company: 'holm-consulting' }

const associationDays = { first: 1090, last: 45 }
/** A new customer waits so long for its first budget. */
const initialFreezeHours = 40

interface Company {
  readonly name: string
  readonly accountName: string
  readonly dial: string
  readonly homeRegion: string
  readonly isChinese: boolean
}

/** Two hundred customers of the partners that sell. */
export function makeCustomers({ selling }: Sellers, now: Date): SampleCustomer[] {
  const chance = chanceFrom(23)
  const sellers = selling.flatMap((seller) => Array.from({ length: seller.customerCount }, () => seller))
  const companies = makeCompanies(sellers.length)
  const standings = dealStandings(chance, sellers.length)
  return sellers.map((seller, place) => {
    const company = companies[place]
    const standing = standings[place]
    if (company === undefined || standing === undefined) throw new Error('There are too few companies')
    return makeCustomer(chance, seller, company, standing, place, now)
  })
}

/** Someone who helps two customers of two partners: one person, one password, two memberships. */
export function makeConsultant(customers: readonly SampleCustomer[]): Row<'members'>[] {
  const chance = chanceFrom(29)
  const served = [customers[1], customers.at(-1)].filter((customer) => customer !== undefined)
  const since = served.map(({ row }) => row.createdAt).reduce(latest)
  return served.map(({ row: { channelId, id } }, place) => {
    const account = { channelId, id, partnerId: null, customerId: id, company: consultant.company }
    const role = place === 0 ? 'purchaser' : 'viewer'
    return makeMember(chance, account, consultant.name, role, later(since, (place + 1) * dayMs))
  })
}

function makeCompanies(count: number): Company[] {
  const others = Array.from({ length: count - 2 }, (_, place) => companyAt(place))
  return [quiet, familiar].map((given) => ({ ...given, ...germany, isChinese: false })).concat(others)
}

const germany = { dial: '+49 15', homeRegion: 'eu-west-101' }

/** Countries take turns, and each twentieth company is Chinese. Stem and trade never meet twice in a country. */
function companyAt(place: number): Company {
  const chinese = place % 20 === 8 ? chineseCompanies[Math.floor(place / 20)] : undefined
  if (chinese) return { name: chinese[0], accountName: chinese[1], ...china, isChinese: true }
  const { stems, trades, form, dial, homeRegion } = at(countries, place)
  const turn = Math.floor(place / countries.length)
  const stem = at(stems, turn)
  const trade = at(trades, turn + Math.floor(turn / stems.length))
  const name = `${stem} ${trade} ${form}`
  return { name, accountName: slugOf(`${stem} ${trade}`), dial, homeRegion, isChinese: false }
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place % list.length]
  if (found === undefined) throw new Error('The list is empty')
  return found
}

function makeCustomer(
  chance: Chance,
  seller: Seller,
  company: Company,
  standing: Standing,
  place: number,
  now: Date,
): SampleCustomer {
  const { channelId, id: partnerId } = seller.partner
  const associatedAt = associationTime(chance, standing, place, now)
  const id = chance.id('customer', associatedAt)
  const associationId = chance.id('association', associatedAt)
  const type = standing.isReferral ? 'referral' : 'reseller'
  const freezes = freezesOf(chance, { channelId, id, associatedAt }, seller, standing, now)
  const frozen = freezes.find(({ liftedAt }) => liftedAt === null)
  const currency = currencyOf(chance, company, place)
  const managers = seller.members.filter(({ roles }) => roles.includes('account_manager'))
  const row = {
    channelId,
    id,
    partnerId,
    name: company.name,
    accountName: company.accountName,
    email: `it@${company.accountName}.example`,
    mobile: place < 2 || chance.happens(0.93) ? mobileOf(chance, company) : null,
    currency,
    associationId,
    associatedAt,
    accountManagerId: chance.happens(0.7) ? chance.pick(managers).id : null,
    freezeId: frozen?.id ?? null,
    freezeScope: frozen?.scope ?? null,
    codeAboveMinor: place > 1 && chance.happens(0.06) ? 500_000n : null,
    closedAt: null,
    createdAt: associatedAt,
  }
  return {
    row,
    currency,
    seller,
    association: {
      channelId,
      id: associationId,
      customerId: id,
      partnerId,
      type,
      beganAt: associatedAt,
      endedAt: null,
    },
    members: makePeople(chance, row, company),
    tags: chance.shuffled(tags).slice(
      0,
      chance.pickWeighted([0, 1, 2, 3], (count) => 4 - count),
    ),
    freezes,
    hasBudget: standing.hasBudget,
    frozen: standing.freeze,
    authorization: standing.authorization,
    homeRegion: company.homeRegion,
    weight: place === 0 || standing.freeze === 'initial' ? 0 : 0.3 + 6 * chance.number() ** 3,
    ordersFrom: later(associatedAt, initialFreezeHours * hourMs + dayMs),
    ordersUntil: frozen?.frozenAt ?? now,
  }
}

function associationTime(chance: Chance, { freeze, authorization }: Standing, place: number, now: Date): Date {
  // A request lapses after ninety days, so its customer has been there for longer.
  const last = authorization === 'lapsed' ? 130 : associationDays.last
  const days = freeze === 'initial' ? chance.between(2, 35) : chance.between(last, associationDays.first)
  // The first customers have been there for long, so that lists sorted by that time begin with others.
  return later(now, -(place < 2 ? 500 + 100 * place : days) * dayMs - chance.between(0, dayMs))
}

function currencyOf(chance: Chance, { isChinese }: Company, place: number): SampleCurrency {
  if (place < 2) return 'USD'
  if (isChinese) return chance.happens(0.8) ? 'CNY' : 'USD'
  return chance.happens(0.12) ? 'EUR' : 'USD'
}

function mobileOf(chance: Chance, { dial }: Company): string {
  return `${dial}${chance.between(10, 99)} ${chance.between(100_000, 999_999)}`
}

/** An owner, and mostly a purchaser or a viewer beside. */
function makePeople(chance: Chance, row: Row<'customers'>, company: Company): Row<'members'>[] {
  const { channelId, id, accountName, createdAt } = row
  const account = { channelId, id, partnerId: null, customerId: id, company: accountName }
  const roles = ['owner', ...(chance.happens(0.6) ? ['purchaser'] : []), ...(chance.happens(0.4) ? ['viewer'] : [])]
  const given = chance.shuffled(givenNames)
  const family = chance.shuffled(familyNames)
  const chinese = chance.shuffled(chineseNames)
  return roles.map((role, place) => {
    const name = company.isChinese ? at(chinese, place) : `${at(given, place)} ${at(family, place)}`
    return makeMember(chance, account, name, role, later(createdAt, place * hourMs))
  })
}
