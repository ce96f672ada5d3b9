/** What stands above every page of a tab that acts for a customer. */
import { patterns } from '#console/paths.ts'
import { takeOwnAuthorizedBuyer } from './buyers.ts'
import { clientOf, expect, test } from './fixtures.ts'
import { placeAnOrder } from './ordered.ts'

/** Every page of an acting tab, as the router has them; where it has ended is a page of the member's own tab. */
const pages = Object.values(patterns).filter(
  (pattern) => pattern.startsWith(`${patterns.acting}/`) && pattern !== patterns.actingEnded,
)

test('a banner on every page that an acting tab has names customer, member, partner and time left', async ({
  signedIn,
}) => {
  const { customer, seller } = await takeOwnAuthorizedBuyer()
  const { id: actingSessionId } = await seller.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })
  const wish = { customerId: customer.id, payment: 'later', actingSession: actingSessionId } as const
  const { id: orderId } = await placeAnOrder(seller, wish)
  const places: Readonly<Record<string, string>> = { actingSessionId, orderId, serviceId: 'svc-ecs' }
  const { member, account } = await (await clientOf(customer.partner)).getSession()
  const page = await signedIn(customer.partner)
  test.setTimeout(20_000 * (pages.length + 1))

  expect(pages.length).toBeGreaterThan(6)
  for (const pattern of pages) {
    const url = pattern.replace(/\$(\w+)/g, (place, name: string) => places[name] ?? place)
    await test.step(url, async () => {
      await page.goto(url)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText('There is no such page')).toHaveCount(0)
      const banner = page.getByRole('region', { name: 'Acting for a customer' })
      await expect(banner).toBeVisible()
      await expect(banner).toContainText(`acting for ${customer.name} as ${member.name} of ${account.name}`)
      await expect(banner).toContainText(/\b\d+ min left/)
      await expect(banner.getByRole('button', { name: 'Switch Role' })).toBeVisible()
    })
  }
})
