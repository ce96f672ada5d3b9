import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { plainHttpOffLoopback, readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { prepareRoles } from '#kernel/database-roles.ts'
import type { RoleUrls } from '#kernel/database-roles.ts'
import { openJobsPool, openPool } from '#kernel/db.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { openHealth } from '#kernel/health.ts'
import { openLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { startWorker } from '#kernel/worker.ts'
import { buildApp } from './app.ts'
import { refuseTakenPort } from '#kernel/port.ts'
import { startSandboxBroker } from './sandbox/broker.ts'
import { prepareSandbox } from './sandbox/sandbox.ts'
import { buildJobs, crontab } from './worker.ts'

const jobConcurrency = 8
const drainTimeoutMs = 25_000

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

type Step = () => Promise<unknown>

/** Starts everything in order, and remembers how to undo each step in the opposite one. */
export async function startServer(env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const config = readConfig(env)
  const undo: Step[] = []
  const stop = async () => {
    const timer = setTimeout(() => process.exit(1), drainTimeoutMs)
    for (const step of undo.reverse()) await step()
    clearTimeout(timer)
  }
  try {
    return { url: await startSteps(config, undo), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startSteps(config: Config, undo: Step[]): Promise<string> {
  await refuseTakenPort(config.host, config.port)
  const log = openLog(config.logLevel)
  undo.push(async () => log.flush())
  // The cloud and the database start side by side.
  const cloud = config.mode === 'sandbox' ? startSandboxBroker(config.dataDir, config.secret) : undefined
  undo.push(async () => (await cloud)?.stop())
  cloud?.catch(() => undefined)
  const urls = await openDatabase(config, undo)
  await migrate(urls)
  const pool = openPool(urls.serverUrl, config.poolSize, log)
  undo.push(() => pool.end())
  const sandbox = cloud && (await prepareSandbox({ config, pool, ownerUrl: urls.ownerUrl, broker: await cloud }))
  const health = openHealth(pool)
  const { tls } = config
  const app = await buildApp({
    pool,
    log,
    trustProxy: config.trustProxy,
    publicOrigin: config.publicUrl ?? null,
    plainHttpOffLoopback: plainHttpOffLoopback(config),
    checkAnswers: false,
    health,
    ...(tls ? { tls: { cert: readFileSync(tls.certFile, 'utf8'), key: readFileSync(tls.keyFile, 'utf8') } } : {}),
  })
  sandbox?.serve(app)
  if (config.worker) {
    const jobsPool = openJobsPool(urls.jobsUrl, jobConcurrency + 2, log)
    const runner = await startWorker({
      jobsPool,
      pool,
      log,
      jobs: buildJobs(config),
      crontab,
      concurrency: jobConcurrency,
    })
    undo.push(async () => {
      await runner.stop()
      await jobsPool.end()
    })
  }
  undo.push(() => app.close())
  undo.push(async () => health.drain())
  await health.app.listen({ host: config.metricsHost, port: config.metricsPort })
  undo.unshift(() => health.app.close())
  await listen(app, config)
  const { port } = app.server.address() as AddressInfo
  const url = `${tls ? 'https' : 'http'}://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const healthPort = (health.app.server.address() as AddressInfo).port
  process.stdout.write(
    `\nProcura is at ${url}   API: ${url}/docs   health: http://${config.metricsHost}:${healthPort}/readyz\n`,
  )
  if (sandbox) process.stdout.write(await sandbox.describeLogins(url))
  return url
}

/** The roles of the configured database, or of the one that Procura brings; `undo` learns how to stop that. */
export async function openDatabase(config: Config, undo: Step[]): Promise<RoleUrls> {
  const { databaseUrl, ownerUrl, jobsUrl, secret, dataDir } = config
  if (databaseUrl !== undefined)
    return prepareRoles({ databaseUrl, secret, ...(ownerUrl ? { ownerUrl } : {}), ...(jobsUrl ? { jobsUrl } : {}) })
  const embedded = await startEmbeddedPostgres({ dataDir })
  undo.push(() => embedded.stop())
  return prepareRoles({ databaseUrl: embedded.url, secret })
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  await app.listen({ host, port })
}
