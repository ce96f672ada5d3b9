import type { BrowserContext } from '@playwright/test'

/** A request that a test lets fail on purpose. */
interface Announced {
  /** Part of the address, or a pattern of it. */
  readonly url: string | RegExp
  /** The status it fails with; a request that gets no answer at all has none. */
  readonly status?: number
}

/** What went wrong in the browser behind the back of a test. */
export interface Faults {
  /** Says beforehand that requests to an address will fail. */
  expect(failure: Announced): void
  /** Everything else that failed, in words. */
  found(): string[]
  watch(context: BrowserContext): void
}

interface Failure {
  readonly url: string
  readonly status: number | undefined
  readonly words: string
}

/** Collects errors on the console, exceptions nobody caught, and requests that failed. */
export function openFaults(): Faults {
  const announced: Announced[] = []
  const failures: Failure[] = []
  const add = (url: string, status: number | undefined, words: string) => void failures.push({ url, status, words })
  return {
    expect: (failure) => void announced.push(failure),
    found: () => failures.filter((failure) => !announced.some((one) => covers(one, failure))).map(({ words }) => words),
    watch(context) {
      context.on('weberror', (error) => add('', undefined, `exception: ${String(error.error())}`))
      context.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return
        // Chromium also says on its console what failed to load; the answer itself is judged below.
        if (message.text().startsWith('Failed to load resource')) return
        add('', undefined, `console: ${message.text()}`)
      })
      context.on('response', (response) => {
        if (response.status() < 400) return
        const words = `${response.request().method()} ${response.url()} answered ${response.status()}`
        add(response.url(), response.status(), words)
      })
      context.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? ''
        // Whoever leaves a page gives up what it was still loading.
        if (reason === 'net::ERR_ABORTED') return
        add(request.url(), undefined, `${request.method()} ${request.url()} failed: ${reason}`)
      })
    },
  }
}

function covers({ url, status }: Announced, failure: Failure): boolean {
  const isThere = typeof url === 'string' ? failure.url.includes(url) : url.test(failure.url)
  return failure.url !== '' && isThere && failure.status === status
}
