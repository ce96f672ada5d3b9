import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { plainHttpOffLoopback, readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { prepareRoles } from '#kernel/database-roles.ts'
import type { RoleUrls } from '#kernel/database-roles.ts'
import { openJobsPool, openPool } from '#kernel/db.ts'
import type { Pool } from '#kernel/db.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { openHealth } from '#kernel/health.ts'
import { openOutgoing } from '#kernel/outgoing.ts'
import { openLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { startWorker } from '#kernel/worker.ts'
import { buildApp } from './app.ts'
import { consoleBuild, openBuild } from './builds.ts'
import { serveConsole } from './console.ts'
import { refuseTakenPort } from '#kernel/port.ts'
import { sideBySide, undoAll } from '#kernel/undo.ts'
import type { Step } from '#kernel/undo.ts'
import { startSandboxBroker } from './sandbox/broker.ts'
import { prepareSandbox } from './sandbox/sandbox.ts'
import { buildJobs, crontab } from './worker.ts'

const jobConcurrency = 8
/** Less than the 30 seconds after which those who run containers kill them. */
const patience = { drainMs: 25_000, momentMs: 1000 }

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts everything in order, and remembers how to undo each step in the opposite one. */
export async function startServer(env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const config = readConfig(env)
  const undo: Step[] = []
  const stop = () => undoAll(undo, patience)
  try {
    return { url: await startSteps(config, undo), stop }
  } catch (error) {
    await stop().catch((failure: unknown) => print(String(failure)))
    throw error
  }
}

async function startSteps(config: Config, undo: Step[]): Promise<string> {
  await refuseTakenPort(config.host, config.port)
  const log = openLog(config.logLevel)
  undo.push(() => new Promise<void>((done) => log.flush(() => done())))
  // The console, the cloud and the database start side by side.
  const files = config.console ? openBuild(consoleBuild, print) : undefined
  undo.push(async () => files?.stop())
  files?.directory.catch(() => undefined)
  const cloud = config.mode === 'sandbox' ? startSandboxBroker(config.dataDir, config.secret) : undefined
  const running = cloud?.catch(() => undefined)
  undo.push(async () => (await running)?.stop())
  const urls = await openDatabase(config, undo)
  await migrate(urls)
  const pool = openPool(urls.serverUrl, config.poolSize, log)
  undo.push(() => pool.end())
  // Requests and jobs come to their end side by side: none is begun any more once the first signal was heard.
  const ends: Step[] = []
  undo.push(sideBySide(ends))
  const sandbox = cloud && (await prepareSandbox({ config, pool, ownerUrl: urls.ownerUrl, broker: await cloud }))
  const health = openHealth(pool)
  const app = await buildApp({ ...httpOptions(config), pool, log, checkAnswers: false, health })
  const sendPage = files && (await serveConsole(app, await files.directory))
  sandbox?.serve(app, sendPage)
  ends.push(() => app.close())
  await health.app.listen({ host: config.metricsHost, port: config.metricsPort })
  undo.unshift(() => health.app.close())
  await app.listen({ host: config.host, port: config.port })
  const { port } = app.server.address() as AddressInfo
  const url = urlOf(config, port)
  // Mail links to where the server is: in a sandbox that is known only now.
  const forJobs = { ...config, publicUrl: config.publicUrl ?? (sandbox && url) }
  if (config.worker) await startJobs({ config: forJobs, urls, pool, log }, ends)
  // First of all when it stops: a load balancer sends nothing more.
  undo.push(async () => health.drain())
  const healthPort = (health.app.server.address() as AddressInfo).port
  print(`\nProcura is at ${url}   API: ${url}/docs   health: http://${config.metricsHost}:${healthPort}/readyz`)
  if (sandbox) process.stdout.write(await sandbox.describeLogins(url))
  return url
}

const print = (line: string) => void process.stdout.write(`${line}\n`)

function httpOptions(config: Config) {
  const { tls, trustProxy, publicUrl, secret } = config
  return {
    secret,
    outgoing: openOutgoing(config),
    trustProxy,
    publicOrigin: publicUrl ?? null,
    plainHttpOffLoopback: plainHttpOffLoopback(config),
    sandbox: config.mode === 'sandbox',
    ...(tls ? { tls: { cert: readFileSync(tls.certFile, 'utf8'), key: readFileSync(tls.keyFile, 'utf8') } } : {}),
  }
}

const urlOf = ({ tls, host }: Config, port: number) =>
  `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`

interface ForJobs {
  readonly config: Config
  readonly urls: RoleUrls
  readonly pool: Pool
  readonly log: Logger
}

async function startJobs({ config, urls, pool, log }: ForJobs, ends: Step[]): Promise<void> {
  const jobsPool = openJobsPool(urls.jobsUrl, jobConcurrency + 2, log)
  const jobs = buildJobs(config)
  const runner = await startWorker({ jobsPool, pool, log, jobs, crontab, concurrency: jobConcurrency })
  ends.push(async () => {
    await runner.stop()
    await jobsPool.end()
  })
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
