// Placing orders on behalf, beside the bare server of the reference model, the same statements by pgbench, and what
// they come to as sets: eight orders of one sales desk in a transaction, with no server. All in one run:
//   npm run bench:orders -- --reference ../shared/bench [--concurrency 8] [--seconds 8] [--rounds 5] [--quota 0]
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, chmodSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { prepareRoles } from '#kernel/database-roles.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { migrate } from '#kernel/migrate.ts'
import { buildReference } from './reference.ts'
import { Connection } from './http.ts'
import { loadByPgbench, loadWith, measure, median } from './measure.ts'
import type { Round, Target } from './measure.ts'

const { values: given } = parseArgs({
  options: {
    reference: { type: 'string', default: '../shared/bench' },
    concurrency: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    warmup: { type: 'string', default: '10' },
    quota: { type: 'string', default: '1' },
    directory: { type: 'string', default: 'data/bench' },
  },
})
const here = fileURLToPath(new URL('.', import.meta.url))
const directory = resolve(given.directory)
const secret = 'only for benchmarks, and long enough for one'
/** As `npm start` has them. */
const memoryFlags = ['--max-semi-space-size=8', '--max-old-space-size=256']
const pad = (n: number) => String(n).padStart(26, '0')

async function makeDatabase(adminUrl: string): Promise<{ serverUrl: string; ownerUrl: string; jobsUrl: string }> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query('drop database if exists procura_bench with (force)')
  await admin.query('create database procura_bench')
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = '/procura_bench'
  const urls = await prepareRoles({ databaseUrl: url.href, secret })
  await migrate(urls)
  const owner = new pg.Client({ connectionString: urls.ownerUrl, options: '-c search_path=procura,public' })
  await owner.connect()
  await owner.query(readFileSync(join(here, 'data.sql'), 'utf8').replaceAll(':with_quota', given.quota))
  await owner.query('vacuum analyze')
  await owner.end()
  return { ...urls }
}

async function startProgram(command: string[], env: Record<string, string>, url: string): Promise<ChildProcess> {
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; tries < 600; tries++) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answered) return child
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${url} does not answer`)
}

/** One order of one to three plans for any customer, by its partner's member in an acting session. */
function procuraOrder(): { headers: Record<string, string>; path: string; body: string } {
  const customer = 1 + Math.floor(Math.random() * 100_000)
  const partner = 1 + ((customer - 1) % 100)
  const first = 1 + Math.floor(Math.random() * 4990)
  const plans = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, more) => first + more)
  const items = plans.map((plan) => ({
    planId: `bench.${plan}`,
    region: 'eu-west-101',
    billingMode: 'yearly_monthly',
    quantity: 1,
    period: { unit: 'month', count: 3 },
    autoRenew: false,
    parameters: { image: 'debian-12' },
  }))
  const total = plans.reduce((sum, plan) => sum + 3 * (1 + ((plan * 37) % 90)), 0)
  return {
    path: `/v1/customers/cus_${pad(customer)}/orders`,
    headers: {
      origin: 'http://127.0.0.1:7201',
      cookie: `__Host-procura=${String(partner).padStart(43, 'A')}`,
      'acting-session': `act_${pad(customer)}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ items, quotedTotal: { amount: `${total}.00`, currency: 'USD' }, payment: 'now' }),
  }
}

function httpTarget(
  name: string,
  pid: number | undefined,
  url: string,
  make: () => ReturnType<typeof procuraOrder>,
): Target {
  const connections = new Map<number, Connection>()
  return {
    name,
    ...(pid === undefined ? {} : { pid }),
    load: (concurrency, seconds) =>
      loadWith(concurrency, seconds, async (worker) => {
        const connection = connections.get(worker) ?? new Connection(url)
        connections.set(worker, connection)
        const { path, headers, body } = make()
        const answer = await connection.request('POST', path, headers, body)
        if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${answer.body}`)
      }),
  }
}

function bareOrder(): ReturnType<typeof procuraOrder> {
  const i = 1 + Math.floor(Math.random() * 100_000)
  const first = 1 + Math.floor(Math.random() * 4990)
  const items = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, more) => ({
    planId: first + more,
    qty: 1,
  }))
  return {
    path: '/v1/orders',
    headers: { authorization: `Bearer ${i}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customerId: i * 10 + 10, idempotencyKey: crypto.randomUUID(), items }),
  }
}

function printRounds(name: string, rounds: readonly Round[]): void {
  const of = (key: keyof Round) => median(rounds.map((round) => round[key]))
  const failures = rounds.reduce((sum, round) => sum + round.failures, 0)
  process.stdout.write(
    `${name.padEnd(9)} ${of('perSecond').toFixed(0).padStart(6)}/s  p50 ${of('p50').toFixed(2)} ms  ` +
      `p99 ${of('p99').toFixed(2)} ms  ` +
      `CPU per order: server ${of('serverCpu').toFixed(3)} + database ${of('databaseCpu').toFixed(3)} ms  ` +
      `memory ${Math.max(...rounds.map((round) => round.residentMiB)).toFixed(0)} MiB  failures ${failures}\n`,
  )
}

function printRatio(name: string, ours: readonly Round[], theirs: readonly Round[]): void {
  const ratios = (key: 'perSecond' | 'p99') => ours.map((round, place) => round[key] / (theirs[place]?.[key] ?? NaN))
  const show = (list: readonly number[]) =>
    `${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)} to ${Math.max(...list).toFixed(2)})`
  const cpu = (rounds: readonly Round[]) => median(rounds.map((round) => round.serverCpu + round.databaseCpu))
  process.stdout.write(
    `procura / ${name}: orders per second ${show(ratios('perSecond'))}, p99 ${show(ratios('p99'))}, ` +
      `server and database CPU per order ${(cpu(ours) / cpu(theirs)).toFixed(2)}\n`,
  )
}

mkdirSync(directory, { recursive: true })
chmodSync(directory, 0o755)
const database = await startEmbeddedPostgres({ dataDir: directory })
const programs: ChildProcess[] = []
try {
  const urls = await makeDatabase(database.url)
  const reference = resolve(given.reference)
  const pcUrl = existsSync(reference) ? await buildReference(database.url, reference) : undefined
  const server = await startProgram(
    [process.execPath, ...memoryFlags, 'server/main.ts'],
    {
      PORT: '7201',
      PROCURA_DATA_DIR: join(directory, 'server'),
      PROCURA_WORKER: 'off',
      PROCURA_CONSOLE: 'off',
      DATABASE_URL: urls.serverUrl,
      DATABASE_OWNER_URL: urls.ownerUrl,
      DATABASE_JOBS_URL: urls.jobsUrl,
    },
    'http://127.0.0.1:7201/openapi.json',
  )
  programs.push(server)
  const pgbench = { url: `${urls.serverUrl}?options=-csearch_path%3Dprocura`, directory }
  const targets: Target[] = [
    httpTarget('procura', server.pid, 'http://127.0.0.1:7201', procuraOrder),
    {
      name: 'pgbench',
      load: (concurrency, seconds) =>
        loadByPgbench({ ...pgbench, script: join(here, 'place-order.sql') }, concurrency, seconds),
    },
    {
      name: 'as sets',
      load: (concurrency, seconds) =>
        loadByPgbench(
          { ...pgbench, script: join(here, 'place-eight-orders.sql'), ordersEach: 8 },
          Math.ceil(concurrency / 8),
          seconds,
        ),
    },
  ]
  if (pcUrl !== undefined) {
    cpSync(join(reference, 'bare', 'server.mjs'), join(directory, 'bare.mjs'))
    const env = { PORT: '7202', PG_URL: pcUrl, POOL: '16', NODE_ENV: 'production' }
    const bare = await startProgram([process.execPath, join(directory, 'bare.mjs')], env, 'http://127.0.0.1:7202/')
    programs.push(bare)
    targets.push(httpTarget('bare', bare.pid, 'http://127.0.0.1:7202', bareOrder))
  }
  for (const concurrency of given.concurrency.split(',').map(Number)) {
    process.stdout.write(`\n${concurrency} at a time, ${given.rounds} rounds of ${given.seconds} s each, in turn\n`)
    for (const target of targets) await measure(target, database.pid, concurrency, Number(given.warmup))
    const rounds = new Map<string, Round[]>(targets.map(({ name }) => [name, []]))
    for (let round = 0; round < Number(given.rounds); round++)
      for (const target of round % 2 ? targets.toReversed() : targets)
        rounds.get(target.name)?.push(await measure(target, database.pid, concurrency, Number(given.seconds)))
    for (const [name, of] of rounds) printRounds(name, of)
    for (const [name, of] of rounds) if (name !== 'procura') printRatio(name, rounds.get('procura') ?? [], of)
  }
} finally {
  for (const program of programs) program.kill('SIGTERM')
  await database.stop()
}
