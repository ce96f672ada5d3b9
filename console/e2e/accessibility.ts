import axe from 'axe-core'
import { expect, type Page } from '@playwright/test'
import { inEveryLook, settle, takePicture, untilItFits } from './looks.ts'

/** Fails with every breach that axe finds on the page as it is now: which rule of all or of these, why, and where. */
export async function expectAccessible(page: Page, where = 'the page', rules?: readonly string[]): Promise<void> {
  await settle(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (only) => {
    const which = only ? { runOnly: [...only] } : {}
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...which })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    )
  }, rules)
  expect(found, `what axe finds on ${where}`).toEqual([])
}

/** What of a page depends on its theme and on its density. */
const rulesOfLook = ['color-contrast', 'link-in-text-block', 'target-size']

/** Puts the page as it stands into the other theme and into compact density, without loading it anew, and back. */
export async function expectAccessibleInOtherTheme(page: Page, where: string): Promise<void> {
  const change = () =>
    page.evaluate(() => ['awsui-dark-mode', 'awsui-compact-mode'].map((name) => document.body.classList.toggle(name)))
  const [isDark, isCompact] = await change()
  expect(isCompact, 'the page was in comfortable density').toBe(true)
  await expectAccessible(page, `${where}, compact and ${isDark ? 'dark' : 'light'}`, rulesOfLook)
  await change()
}

/**
 * The same as the page stands, in English and light on a wide screen, then on a narrow one, and in Chinese and dark on
 * a wide one; and at 400 % zoom nothing lies beyond the side.
 * @param picture under which name a picture of each look is kept, for it is loaded anyway
 */
export async function expectAccessibleInEveryLook(page: Page, picture?: string): Promise<void> {
  await inEveryLook(page, async (look) => {
    await expectAccessible(page, look.name)
    if (picture !== undefined) await takePicture(page, picture, look)
  })
  await expectReflow(page)
}

/** What a screen of 1280 pixels has left at 400 % zoom (WCAG 2.2, 1.4.10): the page may scroll downwards alone. */
const zoomedWidth = 320

/** Fails when a page of this width is wider than the screen, so that people would have to scroll both ways. */
export async function expectReflow(page: Page, width = zoomedWidth): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width, height: 640 })
  await untilItFits(page)
  if (size) await page.setViewportSize(size)
}
