import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { untilQuiet } from './requests.ts'

export interface Look {
  readonly name: string
  readonly language: 'en' | 'zh-CN'
  readonly theme: 'light' | 'dark'
}

const height = 900

/** What a test's page stands in, unless it has said otherwise. */
const asItStands: Look = { name: 'en-light-1440', language: 'en', theme: 'light' }
const narrow: Look = { ...asItStands, name: 'en-light-390' }
const other: Look = { name: 'zh-dark-1440', language: 'zh-CN', theme: 'dark' }

/**
 * Does something to a page in English and light, wide as it stands and narrow, then freshly loaded in Chinese and dark.
 * The look is put into what the browser gets to hear and not into the member's preferences, which other tests at the
 * same time would see too.
 */
export async function inEveryLook(page: Page, work: (look: Look) => Promise<void>): Promise<void> {
  await page.locator(`html[lang="${asItStands.language}"] h1`).first().waitFor()
  const size = page.viewportSize()
  await work(asItStands)
  await page.setViewportSize({ width: 390, height })
  await untilItFits(page)
  await work(narrow)
  if (size) await page.setViewportSize(size)
  await wear(page, other)
  await work(other)
  await page.unroute(isSession)
  await page.evaluate(() => localStorage.removeItem('procura.look'))
  await page.reload()
}

const isSession = (url: URL) => url.pathname === '/v1/sessions/current'

async function wear(page: Page, { language, theme }: Look): Promise<void> {
  const preferences = { language, theme, density: 'comfortable' }
  await page.unroute(isSession)
  await page.route(isSession, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const response = await route.fetch()
    if (!response.ok()) return route.fulfill({ response })
    const session = (await response.json()) as Readonly<Record<string, unknown>>
    return route.fulfill({ response, json: { ...session, preferences } })
  })
  await page.evaluate(
    (look) => localStorage.setItem('procura.look', look),
    JSON.stringify({ ...preferences, memberId: null }),
  )
  await page.reload()
  await page.locator(`html[lang="${language}"] h1`).first().waitFor()
  await settle(page)
}

/** Waits until nothing is loading and nothing moves. */
export async function settle(page: Page): Promise<void> {
  await untilQuiet(page)
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
}

/**
 * Waits until the page is no wider than its screen, and fails when it stays so. The bar at the top measures itself
 * after it has been drawn, and only then puts away what does not fit; until then that lies beyond it, pale on white.
 */
export async function untilItFits(page: Page): Promise<void> {
  await settle(page)
  const width = page.viewportSize()?.width ?? 0
  const needed = () => page.evaluate(() => document.documentElement.scrollWidth)
  await expect.poll(needed, { message: `width of the page on a screen of ${width}` }).toBeLessThanOrEqual(width)
}

const screenshots = join(import.meta.dirname, 'screenshots')

/** Whether somebody has asked for pictures: `LOOKS=on`. */
export const picturesAreKept = process.env['LOOKS'] === 'on'

/** Keeps a picture of the page for people to look at: `console/e2e/screenshots/<name>.<look>.png`. */
export async function takePicture(page: Page, name: string, look: Pick<Look, 'name'>): Promise<void> {
  if (!picturesAreKept) return
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({
    path: join(screenshots, `${name}.${look.name}.png`),
    animations: 'disabled',
    fullPage: true,
  })
}
