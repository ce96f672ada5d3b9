/** What `npm run test:e2e` has started, as it tells the tests. */
export const serverUrl = given('E2E_URL')
/** The server's database, past every wall. */
export const databaseUrl = given('E2E_DATABASE_URL')
export const browserPath = given('E2E_BROWSER')
/** Where the console lies that the server serves, as Vite has built it. */
export const consoleFolder = given('E2E_CONSOLE')
/** What the server finds outside, to be furnished by tests: `tools/outside-world.ts`. */
export const outsideUrl = given('E2E_OUTSIDE')
/** A folder of this run's own, which all its workers share. */
export const folder = given('E2E_FOLDER')

function given(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: start these tests by \`npm run test:e2e\``)
  return value
}
