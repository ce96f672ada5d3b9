import { clientOf, expect, expectAccessible, findLogin, test } from './fixtures.ts'

test('the operator publishes a new version of a letter, and the one before stays readable', async ({ signedIn }) => {
  const page = await signedIn('operator')
  await page.goto('/letters')
  const operator = await clientOf(await findLogin({ accountKind: 'operator', role: 'admin' }))
  const before = await operator.getLetter({ kind: 'commitment' })
  await page.getByRole('button', { name: 'New version: Commitment letter' }).click()
  const dialog = page.getByRole('dialog', { name: 'New version: Commitment letter' })
  await expect(dialog.getByRole('button', { name: 'Publish' })).toBeDisabled()
  await expectAccessible(page, 'editing a letter')
  const added = 'Whoever orders keeps the ticket that asked for it.'
  await dialog.getByLabel('English').fill(`${before.text}\n\n${added}`)
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText(`Commitment letter: version ${before.version + 1} is in force`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Commitment letter' }).getByText(added)).toBeVisible()
  expect(await operator.getLetter({ kind: 'commitment' })).toMatchObject({ version: before.version + 1 })

  await page.getByRole('button', { name: /^Version: Commitment letter/ }).click()
  await page.getByRole('option', { name: `Version ${before.version}`, exact: true }).click()
  await expect(page.getByText(added)).toHaveCount(0)
  expect(await operator.getLetter({ kind: 'commitment', version: before.version })).toMatchObject({
    sha256: before.sha256,
  })
})

test('an operator who only reads is told why it cannot publish', async ({ signedIn }) => {
  const page = await signedIn(await findLogin({ accountKind: 'operator', role: 'viewer' }))
  await page.goto('/letters')
  await expect(page.getByRole('button', { name: 'New version: Authorization letter' })).toBeDisabled()
})
