import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { untilQuiet } from './requests.ts'

/** How many bytes of script and style, compressed by gzip, the browser loads for what `act` opens. */
export async function weigh(page: Page, act: () => Promise<unknown>): Promise<number> {
  const loaded: Response[] = []
  const note = (response: Response) => {
    if (['script', 'stylesheet'].includes(response.request().resourceType())) loaded.push(response)
  }
  page.on('response', note)
  await act()
  await untilQuiet(page)
  page.off('response', note)
  const sizes = await Promise.all(loaded.map(async (response) => gzipSync(await response.body(), { level: 9 }).length))
  return sizes.reduce((sum, size) => sum + size, 0)
}
