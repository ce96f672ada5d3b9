import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectShallowRequests, findLogin, test } from './fixtures.ts'

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('the operator sees every partner with what is below it, and finds some of them', async ({ signedIn }) => {
  const page = await signedIn('operator')
  await expectShallowRequests(page, () => page.goto('/partners'))
  const { accountName: distributor } = await findLogin({ accountKind: 'partner', partnerKind: 'distributor' })
  const { accountName: reseller } = await findLogin({ accountKind: 'partner', partnerKind: 'reseller' })
  const { accountName: direct } = await findLogin({ accountKind: 'partner', partnerKind: 'solution_provider' })
  await expect(row(page, reseller).getByRole('cell').first()).toHaveText('Reseller')
  await expect(row(page, reseller)).toContainText(distributor)
  await expect(row(page, reseller)).toContainText('Active')
  await expect(row(page, direct)).toContainText('sells directly')

  await page.goto('/partners?kind=solution_provider')
  await expect(row(page, direct)).toBeVisible()
  await expect(row(page, reseller)).toHaveCount(0)

  await page.goto('/partners?name=no-such-partner')
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(row(page, reseller)).toBeVisible()
  await expect(page).toHaveURL(/\/partners$/)
})

test('the catalog has prices by region and billing mode, and says what can be chosen', async ({ signedIn }) => {
  const page = await signedIn('operator')
  await page.goto('/catalog')
  const services = page.getByRole('navigation', { name: 'Services' })
  await services.getByRole('link', { name: 'Elastic IP' }).click()
  await expect(page).toHaveURL(/service=svc-eip/)
  await expectShallowRequests(page, () => page.reload())
  const prices = page.getByRole('table', { name: 'Plans and prices' })
  const region = page.getByRole('button', { name: 'Region' })
  const dynamic = prices.getByRole('row').filter({ hasText: 'Dynamic BGP address' })
  await region.click()
  await page.getByRole('option', { name: 'Dublin' }).click()
  await expect(prices.getByRole('button', { name: 'address in Dublin' }).first()).toBeVisible()
  await expect(dynamic).toContainText(/USD [\d.]+ per month/)
  await expect(dynamic).toContainText(/1 year: \d+ % off/)
  await expect(dynamic).toContainText(/USD [\d.]+ per hour/)

  await region.click()
  await page.getByRole('option', { name: 'Hong Kong' }).click()
  await expect(page).toHaveURL(/region=ap-southeast-1/)
  await expect(prices.getByRole('button', { name: 'address in Dublin' })).toHaveCount(0)
  await expectShallowRequests(page, () => page.reload())
  await expect(region).toContainText('Hong Kong')

  await prices.getByRole('button', { name: 'View the settings of Dynamic BGP address in Hong Kong' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settings of Dynamic BGP address' })
  const bandwidth = dialog.getByRole('row').filter({ hasText: 'Bandwidth (Mbit/s)' })
  await expect(bandwidth).toContainText('Required')
  await expect(bandwidth).toContainText('From 1 to 300.')
  await expectAccessible(page, 'the settings of a plan')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('plans are found by words, and finding none says so', async ({ signedIn }) => {
  const page = await signedIn('operator')
  await page.goto('/catalog?service=svc-ecs&region=eu-west-101')
  const prices = page.getByRole('table', { name: 'Plans and prices' })
  await page.getByRole('searchbox', { name: 'Find plans by name or specification' }).fill('gpu')
  await expect(prices.getByRole('row').nth(1)).toContainText(/gpu/i)
  await expect(page).toHaveURL(/find=gpu/)
  await page.getByRole('searchbox').fill('no such plan')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).not.toHaveURL(/find=/)
  await expect(prices.getByRole('row').nth(2)).toBeVisible()
})

test('a region with several hundred plans shows all of them, by one request', async ({ signedIn }) => {
  const page = await signedIn('operator')
  const plans = 350
  let asked = 0
  await page.route('**/v1/catalog/services/svc-eip/price-list*', async (route) => {
    asked += 1
    const answer = await route.fetch()
    const list = (await answer.json()) as { offers: object[] }
    const offers = Array.from({ length: plans }, (_, at) => ({ ...list.offers[0], planId: `eip.${at}` }))
    await route.fulfill({ response: answer, json: { ...list, offers } })
  })
  await page.goto('/catalog?service=svc-eip')
  await expect(page.getByRole('heading', { name: `Elastic IP (${plans})` })).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'eip.20' })).toBeVisible()
  expect(asked).toBe(1)
})

test('a catalog is imported again, and the page says when it is done', async ({ signedIn }) => {
  const page = await signedIn('operator')
  await expectShallowRequests(page, () => page.goto('/brokers'))
  const broker = row(page, 'sandbox-cloud')
  await expect(broker).toContainText('Reachable')
  await expect(broker).toContainText(/since \w+ \d+/)

  await page.getByRole('button', { name: 'Import catalog: sandbox-cloud' }).click()
  await expect(page.getByText('The catalog of sandbox-cloud has been imported', { exact: true })).toBeVisible()
  await expect(broker).toContainText('Imported')
})

test('a member of the operator who only reads is told why they cannot import', async ({ signedIn }) => {
  const page = await signedIn(await findLogin({ accountKind: 'operator', role: 'viewer' }))
  await page.goto('/brokers')
  const button = page.getByRole('button', { name: 'Import catalog: sandbox-cloud' })
  await expect(button).toBeDisabled()
  await button.hover()
  await expect(page.getByText(/administrator can fix it/).filter({ visible: true })).toBeVisible()
})
