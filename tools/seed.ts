// Loads the sample data into the configured database and ends: `npm run seed`. A database that has accounts stays as it
// is, and so does one in production.
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { openPool } from '#kernel/db.ts'
import { prepareRoles } from '#kernel/database-roles.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { openLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { prepareSandbox } from '#server/sandbox/sandbox.ts'

/** @throws Error in production, and where the database or the catalog cannot be had */
async function seed(config: Config): Promise<void> {
  if (config.mode === 'production') throw new Error('In production there is no sample data')
  const { databaseUrl, ownerUrl, jobsUrl, secret, dataDir } = config
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir }) : undefined
  try {
    const urls = await prepareRoles({
      databaseUrl: embedded?.url ?? databaseUrl ?? '',
      secret,
      ...(embedded === undefined && ownerUrl ? { ownerUrl } : {}),
      ...(embedded === undefined && jobsUrl ? { jobsUrl } : {}),
    })
    await migrate(urls)
    const pool = openPool(urls.serverUrl, config.poolSize, openLog(config.logLevel))
    try {
      const sandbox = await prepareSandbox({ config, pool, ownerUrl: urls.ownerUrl })
      await sandbox.stop()
    } finally {
      await pool.end()
    }
  } finally {
    await embedded?.stop()
  }
}

try {
  await seed(readConfig(process.env))
  process.stdout.write('The sample data is loaded.\n')
} catch (error) {
  process.stderr.write(`Procura cannot be seeded: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
