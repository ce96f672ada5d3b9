/** What a phone shows that a wide screen need not. */
import { takeBuyer } from './buyers.ts'
import { expect, expectAccessible, takePicture, test } from './fixtures.ts'
import { configure, openProducts } from './order-steps.ts'

test('while a product is configured on a phone, its price and the verdict are in sight all the time', async ({
  signedIn,
}) => {
  const { customer, currency } = await takeBuyer()
  const page = await signedIn(customer.owner)
  await page.setViewportSize({ width: 390, height: 844 })
  const glance = page.getByRole('region', { name: 'Price at a glance' })
  await openProducts(page)
  await page.getByRole('link', { name: 'Elastic Cloud Server' }).click()
  await expect(glance).toContainText('Choose a plan to see the price.')

  await page.goBack()
  await configure(page)
  await expect(glance).toContainText(currency)
  await expect(glance).toContainText('This can be ordered')
  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(glance).toBeInViewport({ ratio: 1 })
  await expectAccessible(page, 'Configure on a phone')
  await takePicture(page, 'configure', { name: 'en-light-390-glance' })
  await page.getByLabel('Quantity').fill('101')
  await expect(glance).toBeInViewport({ ratio: 1 })
  await expect(glance).not.toContainText('This can be ordered')

  // At 400 % zoom there is hardly room for a field above it.
  await page.setViewportSize({ width: 320, height: 256 })
  await expect(glance).toHaveCount(0)
})
