import { clientOf, expect, expectAccessible, findLogin, mailedCode, test } from './fixtures.ts'
import { serverUrl } from './environment.ts'

test('a key is made for a program, works with the secret that is shown once, and is refused once it is revoked', async ({
  signedIn,
}) => {
  const sales = await findLogin({ accountKind: 'partner', partnerName: 'NordCloud Resale', role: 'sales' })
  const page = await signedIn(sales)
  await page.goto('/api-keys')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a key' })
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await expect(dialog.getByText('Give the key a name.')).toBeVisible()
  await expect(dialog.getByText('Choose at least one permission.')).toBeVisible()
  await expectAccessible(page, 'making a key')

  // The code is good for a key of this name alone.
  await expect(dialog.getByRole('button', { name: 'Send code' })).toBeDisabled()
  await dialog.getByLabel('Name', { exact: true }).fill('Night batch')
  await dialog.getByRole('button', { name: /Choose permissions/ }).click()
  await page.getByRole('option', { name: /customers:list/ }).click()
  await page.keyboard.press('Escape')
  const code = await mailedCode(sales, () => dialog.getByRole('button', { name: 'Send code' }).click())
  await dialog.getByLabel('Verification code').fill(code)
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  // The list behind shows how the key begins, and an ellipsis: the whole secret is only what has none.
  const shown = page.getByText(/^pck_[\w-]+$/)
  await expect(shown).toBeVisible()
  const secret = await shown.innerText()
  await expectAccessible(page, 'the secret')

  const ask = (path: string) => fetch(`${serverUrl}${path}`, { headers: { authorization: `Bearer ${secret}` } })
  expect((await ask('/v1/customers?limit=1')).status).toBe(200)
  expect((await ask('/v1/orders?limit=1')).status).toBe(403)

  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke the key Night batch' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('The key Night batch is revoked')).toBeVisible()
  expect((await ask('/v1/customers?limit=1')).status).toBe(401)
  const { items } = await (await clientOf(sales)).listApiKeys({})
  expect(items[0]).toMatchObject({ name: 'Night batch', permissions: ['customers:list'] })
  expect(items[0]?.revokedAt).not.toBeNull()
})
