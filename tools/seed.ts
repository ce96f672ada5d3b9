// Loads the sample data into the configured database and ends: `npm run seed`. A database that has accounts stays as it
// is, and production gets none.
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { openPool } from '#kernel/db.ts'
import { openLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { hasData } from '#server/sandbox/sample-data/load.ts'
import { startSandboxBroker } from '#server/sandbox/broker.ts'
import { prepareSandbox } from '#server/sandbox/sandbox.ts'
import { openDatabase } from '#server/start.ts'

type Undo = (() => Promise<unknown>)[]

/** @throws Error in production, and where the database or the catalog cannot be had */
async function seed(config: Config, undo: Undo): Promise<string> {
  if (config.mode === 'production') throw new Error('sample data is not for production')
  const urls = await openDatabase(config, undo)
  await migrate(urls)
  // Whoever serves this database has its own sandbox cloud there, which must stay the one that is asked.
  if (await hasData(urls.ownerUrl)) return 'The database has accounts and stays as it is.'
  const pool = openPool(urls.serverUrl, config.poolSize, openLog(config.logLevel))
  undo.push(() => pool.end())
  const broker = await startSandboxBroker(config.dataDir, config.secret)
  undo.push(() => broker.stop())
  await prepareSandbox({ config, pool, ownerUrl: urls.ownerUrl, broker })
  return 'The sample data is loaded.'
}

const undo: Undo = []
try {
  process.stdout.write(`${await seed(readConfig(process.env), undo)}\n`)
} catch (error) {
  process.stderr.write(`Procura cannot be seeded: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  for (const step of undo.reverse()) await step()
}
