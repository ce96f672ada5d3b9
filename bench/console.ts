// How soon the console's pages are ready on a slow machine, and what they weigh:
//   npm run bench:console -- [--rounds 7] [--slowdown 4]
// Each round opens a page in a browser that has never been here, with its processor slowed down, against a server of
// this machine on fresh sample data. Ready is when a person can use the page and it has been painted.
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { makeDataDir, removeDataDir, startProgram } from '#server/testing/program.ts'
import { findLogin, type Login } from '#server/testing/visitor.ts'
import { watchTraffic } from '#console/e2e/requests.ts'
import { weigh } from '#console/e2e/weight.ts'
import { provideBrowser } from '../tools/browser.ts'
import { median } from './measure.ts'

const { values: given } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, slowdown: { type: 'string', default: '4' } },
})
const readyTimeoutMs = 60_000

/** What of a browser's page is used here; the types of the DOM are not for a program of Node. */
interface Window {
  readonly document: { querySelector(selector: string): unknown }
}

interface Subject {
  readonly name: string
  readonly path: string
  /** What must be on the page for a person to go on. */
  readonly ready: string
  readonly signedIn: boolean
}

const subjects: readonly Subject[] = [
  { name: 'sign-in', path: '/sign-in', ready: 'input[type=password]', signedIn: false },
  { name: 'customers', path: '/customers', ready: 'a[href^="/customers/cus_"]', signedIn: true },
]

const dataDir = await makeDataDir()
const server = startProgram(dataDir, { PROCURA_CONSOLE: 'on' })
let browser: Browser | undefined
try {
  const url = await server.url()
  const login = await findLogin(() => url, { accountKind: 'partner', partnerKind: 'reseller', role: 'admin' })
  browser = await chromium.launch({ executablePath: await provideBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  process.stdout.write(`${given.rounds} rounds each, processor ${given.slowdown} times slower, nothing cached\n`)
  for (const subject of subjects) await report(browser, url, login, subject)
} finally {
  await browser?.close()
  await server.kill('everything')
  await removeDataDir(dataDir)
}

async function report(of: Browser, url: string, login: Login, subject: Subject): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < Number(given.rounds); round++)
    times.push(await inNewContext(of, url, login, subject, (page) => readyAfter(page, url, subject)))
  const bytes = await inNewContext(of, url, login, subject, (page) => weigh(page, () => page.goto(url + subject.path)))
  const sorted = times.toSorted((one, other) => one - other).map((time) => Math.round(time))
  process.stdout.write(
    `${subject.name.padEnd(12)} ready ${Math.round(median(times))} ms (${sorted.join(' ')}), ` +
      `script and style ${(bytes / 1000).toFixed(1)} kB gzip\n`,
  )
}

async function inNewContext<T>(
  of: Browser,
  url: string,
  login: Login,
  { signedIn }: Subject,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await of.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  try {
    if (signedIn) await signIn(context, url, login)
    watchTraffic(context)
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** By a request of its own, from an address that loads nothing of the console. */
async function signIn(context: BrowserContext, url: string, { email, password }: Login): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${url}/openapi.json`)
  const status = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/v1/sessions', { method: 'POST', headers, body })).status
  }, JSON.stringify({ email, password }))
  if (status !== 201) throw new Error(`signing in answers ${status}`)
  await page.close()
}

/** Milliseconds from leaving for the page until what makes it ready has been painted, by the page's own clock. */
async function readyAfter(page: Page, url: string, { path, ready }: Subject): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(given.slowdown) })
  await page.goto(url + path, { waitUntil: 'commit' })
  const time = await page.waitForFunction(
    (selector) => ((globalThis as unknown as Window).document.querySelector(selector) ? performance.now() : undefined),
    ready,
    { polling: 'raf', timeout: readyTimeoutMs },
  )
  return (await time.jsonValue()) ?? Number.NaN
}
