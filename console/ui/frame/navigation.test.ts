import { describe, expect, test } from 'vitest'
import type { Scope } from '#contract/authorizations.ts'
import { ActingSessionId } from '#contract/ids.ts'
import type { Session } from '#console/api/session.ts'
import { mayOpen, type OwnPage } from '#console/app/access.ts'
import { patterns } from '#console/paths.ts'
import { actingNavigation, activeHref, ownNavigation } from './navigation.ts'

type Account = Session['account']

function sessionOf(kind: Account['kind'], roles: string[], partnerKind: Account['partnerKind'] = null): Session {
  const account: Account = { id: 'x', kind, name: 'Account', partnerKind }
  const member = { id: 'mem_1', name: 'Somebody', email: 'somebody@example.org', roles }
  const preferences = { language: null, theme: null, density: null }
  return { account, member, accounts: [account], singleSignOn: false, preferences }
}

const distributor = sessionOf('partner', ['admin'], 'distributor')
const reseller = sessionOf('partner', ['sales'], 'reseller')
const customer = sessionOf('customer', ['viewer'])
const operator = sessionOf('operator', ['admin'])
const hrefsOf = (session: Session) => ownNavigation(session).flatMap(({ links }) => links.map(({ href }) => href))

describe('the side navigation', () => {
  test.each([
    ['a distributor', distributor, ['/customers', '/resellers', '/orders'], ['/my-partner', '/partners']],
    ['a reseller', reseller, ['/customers', '/authorizations'], ['/resellers', '/brokers', '/select-products']],
    ['a customer', customer, ['/select-products', '/my-partner'], ['/customers', '/authorizations', '/catalog']],
    ['an operator', operator, ['/partners', '/catalog', '/brokers'], ['/customers', '/orders', '/select-products']],
  ])('of %s has their pages and nobody else’s', (_, session, shown, hidden) => {
    const hrefs = hrefsOf(session)
    expect(hrefs).toEqual(expect.arrayContaining(shown))
    expect(hidden.filter((href) => hrefs.includes(href))).toEqual([])
  })

  test('only leads to pages that the member can open', () => {
    for (const session of [distributor, reseller, customer, operator]) {
      const pages = Object.entries(patterns).filter(([, pattern]) => hrefsOf(session).includes(pattern))
      expect(pages.map(([page]) => page).filter((page) => !mayOpen(session, page as OwnPage))).toEqual([])
    }
  })

  test.each<[Scope['actions'], string[]]>([
    [
      ['view_orders', 'view_resources'],
      ['select-products', 'orders', 'resources'],
    ],
    [
      ['purchase_yearly_monthly', 'view_orders'],
      ['select-products', 'orders'],
    ],
    [['enable_pay_per_use'], ['select-products']],
  ])(
    'of an acting tab with %j leads to what is covered in the customer’s account, and nowhere else',
    (actions, pages) => {
      const id = ActingSessionId.parse(`act_${'0'.repeat(26)}`)
      const hrefs = actingNavigation({ id, scope: { actions } }).flatMap(({ links }) => links.map(({ href }) => href))
      expect(hrefs).toEqual(pages.map((page) => `/acting/${id}/${page}`))
    },
  )

  test.each([
    ['/customers', '/customers'],
    ['/customers/cus_1', '/customers'],
    ['/customers-of-nobody', undefined],
    ['/audit', '/audit'],
  ])('marks for %s the page it belongs to', (pathname, href) => {
    expect(activeHref(ownNavigation(distributor), pathname)).toBe(href)
  })
})

test('a page is closed to whose role may not ask for what it shows', () => {
  expect(mayOpen(sessionOf('customer', ['viewer']), 'confirm')).toBe(false)
  expect(mayOpen(sessionOf('customer', ['purchaser']), 'confirm')).toBe(true)
  expect(mayOpen(sessionOf('partner', [], 'reseller'), 'customers')).toBe(false)
  expect(mayOpen(reseller, 'customers')).toBe(true)
})
