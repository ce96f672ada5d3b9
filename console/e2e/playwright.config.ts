import { defineConfig } from '@playwright/test'
import { browserPath, serverUrl } from './environment.ts'

/** Chromium started by root, as in a container, has no sandbox; the rest keeps it from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const long = ['tab-safety.spec.ts', 'every-page.spec.ts']
const afterwards = 'letters.spec.ts'

export default defineConfig({
  testDir: '.',
  projects: [
    // What takes longest comes first, so that no worker is left alone with it at the end.
    { name: 'long', testMatch: long },
    { name: 'console', testMatch: '*.spec.ts', testIgnore: [...long, afterwards] },
    // A new letter is one that nobody has accepted: what others are asked for would change under their hands.
    { name: 'afterwards', testMatch: afterwards, dependencies: ['long', 'console'] },
  ],
  outputDir: 'results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Generous, for a machine that is busy with other things; a test that passes waits for none of it.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: serverUrl,
    browserName: 'chromium',
    launchOptions: { executablePath: browserPath, args: flags },
    // Waiting for what slides in would be a tenth of the time.
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    // Costs a fifth of what the tests do, and most of it nobody would look at: for chasing a failure alone.
    trace: process.env['E2E_TRACE'] === 'on' ? 'retain-on-failure' : 'off',
  },
})
