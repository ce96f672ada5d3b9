import { mayOpen, type OwnPage, scopeCovers } from '#console/app/access.ts'
import type { ActingSession } from '#console/api/acting-session.ts'
import type { Session } from '#console/api/session.ts'
import { customerPathsOf, patterns } from '#console/paths.ts'
import type { PlainTextKey } from '#console/text/text.tsx'

export interface NavigationLink {
  readonly text: PlainTextKey
  readonly href: string
}

/** A group of links under a heading, or, without one, links that stand by themselves. */
export interface NavigationGroup {
  readonly heading: PlainTextKey | null
  readonly links: readonly NavigationLink[]
}

type OwnGroup = readonly [
  heading: PlainTextKey | null,
  links: readonly (readonly [page: OwnPage, text: PlainTextKey])[],
]

const ownGroups: Readonly<Record<Session['account']['kind'], readonly OwnGroup[]>> = {
  partner: [
    [null, [['home', 'home.title']]],
    [
      'frame.sales',
      [
        ['customers', 'customers.title'],
        ['orders', 'customerOrders.title'],
        ['resources', 'resources.title'],
        ['authorizations', 'authorizations.title'],
        ['resellers', 'resellers.title'],
        ['catalog', 'catalog.title'],
      ],
    ],
    [
      null,
      [
        ['audit', 'audit.title'],
        ['apiKeys', 'apiKeys.title'],
        ['singleSignOn', 'singleSignOn.title'],
      ],
    ],
  ],
  customer: [
    [null, [['home', 'home.title']]],
    [
      'frame.buying',
      [
        ['selectProducts', 'selectProducts.title'],
        ['orders', 'orders.title'],
        ['resources', 'resources.title'],
      ],
    ],
    [
      'account.title',
      [
        ['myPartner', 'myPartner.title'],
        ['audit', 'audit.title'],
        ['apiKeys', 'apiKeys.title'],
        ['singleSignOn', 'singleSignOn.title'],
      ],
    ],
  ],
  operator: [
    [null, [['home', 'home.title']]],
    [
      'frame.cloud',
      [
        ['partners', 'partners.title'],
        ['catalog', 'catalog.title'],
        ['brokers', 'brokers.title'],
        ['letters', 'letters.title'],
      ],
    ],
    [
      null,
      [
        ['audit', 'audit.title'],
        ['apiKeys', 'apiKeys.title'],
        ['singleSignOn', 'singleSignOn.title'],
      ],
    ],
  ],
}

/** What stands at the side of the member's own tab: only pages that this member can open. */
export function ownNavigation(session: Session): NavigationGroup[] {
  return ownGroups[session.account.kind].flatMap(([heading, pages]) => {
    const links = pages
      .filter(([page]) => mayOpen(session, page))
      .map(([page, text]) => ({ text, href: patterns[page] }))
    return links.length === 0 ? [] : [{ heading, links }]
  })
}

const actingPages = [
  ['catalog:read', 'selectProducts', 'selectProducts.title'],
  ['orders:read', 'orders', 'orders.title'],
  ['resources:read', 'resources', 'resources.title'],
] as const

/** What stands at the side of an acting tab: the pages of the customer that the authorization covers, and no other. */
export function actingNavigation({ id, scope }: Pick<ActingSession, 'id' | 'scope'>): NavigationGroup[] {
  const paths = customerPathsOf(id)
  const covered = actingPages.filter(([permission]) => scopeCovers(scope, permission))
  return [{ heading: null, links: covered.map(([, page, text]) => ({ text, href: paths[page]() })) }]
}

/** The link that the page belongs to: the longest one that its address begins with. */
export function activeHref(groups: readonly NavigationGroup[], pathname: string): string | undefined {
  return groups
    .flatMap(({ links }) => links.map(({ href }) => href))
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .toSorted((one, other) => other.length - one.length)[0]
}
