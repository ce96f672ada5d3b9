import axe from 'axe-core'
import { expect, type Page } from '@playwright/test'
import { inEveryLook, settle } from './looks.ts'

/** Fails with every breach that axe finds on the page as it is now: which rule, why, and where. */
export async function expectAccessible(page: Page, where = 'the page'): Promise<void> {
  await settle(page)
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    )
  })
  expect(found, `what axe finds on ${where}`).toEqual([])
}

/** The same in both languages, both themes, and on a narrow screen. */
export async function expectAccessibleInEveryLook(page: Page): Promise<void> {
  await inEveryLook(page, (look) => expectAccessible(page, look.name))
}
