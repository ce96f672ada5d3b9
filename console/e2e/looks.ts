import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { untilQuiet } from './requests.ts'

export interface Look {
  readonly name: string
  readonly language: 'en' | 'zh-CN'
  readonly theme: 'light' | 'dark'
  readonly width: number
}

const height = 900

/** What a page is looked at in: English and light on both widths, Chinese and dark on the wide one. */
const looks: readonly Look[] = [
  { name: 'en-light-1440', language: 'en', theme: 'light', width: 1440 },
  { name: 'zh-dark-1440', language: 'zh-CN', theme: 'dark', width: 1440 },
  { name: 'en-light-390', language: 'en', theme: 'light', width: 390 },
]

/**
 * Does something to a page in every look, one after the other, each freshly loaded. The look is put into what the
 * browser gets to hear and not into the member's preferences, which other tests at the same time would see too.
 */
export async function inEveryLook(page: Page, work: (look: Look) => Promise<void>): Promise<void> {
  const size = page.viewportSize()
  for (const look of looks) {
    await wear(page, look)
    await work(look)
  }
  await page.unroute(isSession)
  await page.evaluate(() => localStorage.removeItem('procura.look'))
  if (size) await page.setViewportSize(size)
  await page.reload()
}

const isSession = (url: URL) => url.pathname === '/v1/sessions/current'

async function wear(page: Page, { language, theme, width }: Look): Promise<void> {
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
  await page.setViewportSize({ width, height })
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
