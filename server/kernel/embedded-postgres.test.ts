import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { closedDirectory } from './postgres-programs.ts'
import { commandOfProcess } from './process-lock.ts'

let dataDir: string
let toStop: EmbeddedPostgres[]
let children: ChildProcess[]

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'procura-embedded-'))
  chmodSync(dataDir, 0o755)
  toStop = []
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of toStop) await server.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, fsync: false })
  toStop.push(server)
  return server
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

/** A Node process that starts a server and stays; gives what it started once it has. */
function startInChild(): { child: ChildProcess; started: Promise<{ url: string; pid: number }> } {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)})
    const { url, pid } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(JSON.stringify({ url, pid }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const started = new Promise<{ url: string; pid: number }>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(JSON.parse(chunk.toString()))),
  )
  return { child, started }
}

async function kill(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await over
}

test('a first start makes a database that only the kept password opens, and a second finds it again', async () => {
  const first = await start()
  const [settings] = await ask(
    first.url,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            pg_encoding_to_char(encoding) as encoding, datcollate as locale,
            (select rolsuper from pg_roles where rolname = current_user) as superuser
       from pg_database where datname = current_database()`,
  )
  expect(settings).toEqual({ addresses: '127.0.0.1', sockets: '', encoding: 'UTF8', locale: 'C', superuser: true })
  const wrong = new URL(first.url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await expect(ask(first.url, 'show fsync')).resolves.toEqual([{ fsync: 'off' }])
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'postgres/cluster')).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'postgres/password')).mode & 0o777).toBe(0o600)

  await ask(first.url, 'create table kept as select 7 as number')
  await Promise.all([first.stop(), first.stop()])
  await expect(ask(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  const second = await start()
  expect(second.pid).not.toBe(first.pid)
  await expect(ask(second.url, 'select number from kept')).resolves.toEqual([{ number: 7 }])
})

test('a server that outlived its killed Node process is adopted as it runs', async () => {
  const { child, started } = startInChild()
  const orphan = await started
  await expect(ask(orphan.url, 'show fsync')).resolves.toEqual([{ fsync: 'on' }])
  const open = new Client({ connectionString: orphan.url })
  await open.connect()
  await kill(child)
  const adopted = await start()
  expect(adopted).toMatchObject({ url: orphan.url, pid: orphan.pid })
  await expect(open.query('select 1')).resolves.toMatchObject({ rowCount: 1 })
  await open.end()
  await adopted.stop()
  expect(commandOfProcess(orphan.pid)).toBe('')
})

test('an outliving server that refuses the kept password is stopped, and the reason is told', async () => {
  const { child, started } = startInChild()
  const orphan = await started
  await kill(child)
  writeFileSync(join(dataDir, 'postgres/password'), 'another\n')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('password')
  const found = readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')
  expect(Number(found.split('\n')[0])).not.toBe(orphan.pid)
  writeFileSync(join(dataDir, 'postgres/password'), new URL(orphan.url).password)
  await start()
})

test('when Node and PostgreSQL are both killed, what was committed is there at the next start', async () => {
  const { child, started } = startInChild()
  const { url, pid } = await started
  await ask(url, 'create table kept as select 7 as number')
  await kill(child)
  process.kill(pid, 'SIGKILL')
  const server = await start()
  expect(server.pid).not.toBe(pid)
  await expect(ask(server.url, 'select number from kept')).resolves.toEqual([{ number: 7 }])
})

test('a dead server’s process id that a stranger got does not keep PostgreSQL from starting', async () => {
  const { child, started } = startInChild()
  const { pid } = await started
  await kill(child)
  process.kill(pid, 'SIGKILL')
  const { uid, gid } = statSync(join(dataDir, 'postgres/cluster'))
  const asOwner = process.getuid?.() === 0 ? { uid, gid } : {}
  const stranger = spawn('sleep', ['60'], asOwner)
  children.push(stranger)
  await expect.poll(() => commandOfProcess(stranger.pid!)).toContain('sleep')
  const file = join(dataDir, 'postgres/cluster/postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)))
  await start()
  expect(commandOfProcess(stranger.pid!)).toContain('sleep')
})

test('a data directory that another live process uses is refused, and that one goes on', async () => {
  const { child, started } = startInChild()
  const { url } = await started
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`process id ${child.pid}`)
  await expect(ask(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  await kill(child)
  await start()
})

test('a process killed while it makes the database leaves nothing in the way of the next start', async () => {
  const { child } = startInChild()
  const drafts = () => readdirSync(dataDir).filter((name) => name.includes('.draft-'))
  while (!drafts().some((name) => existsSync(join(dataDir, name, 'cluster/base')))) await sleep(5)
  await kill(child)
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  const server = await start()
  await expect(ask(server.url, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
})

test('a directory that is no whole database is set aside, not lost', async () => {
  mkdirSync(join(dataDir, 'postgres/cluster'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres/cluster/PG_VERSION'), '18\n')
  await start()
  const aside = readdirSync(dataDir).find((name) => name.startsWith('postgres.half-made-'))
  expect(readdirSync(join(dataDir, aside!, 'cluster'))).toEqual(['PG_VERSION'])
})

test('a database of another major version is refused by name', async () => {
  mkdirSync(join(dataDir, 'postgres/cluster/global'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres/cluster/PG_VERSION'), '17\n')
  writeFileSync(join(dataDir, 'postgres/cluster/global/pg_control'), '')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('PostgreSQL 17')
})

test('a directory on the way that PostgreSQL’s account may not enter is named', () => {
  const closed = join(dataDir, 'closed')
  mkdirSync(join(closed, 'inner'), { recursive: true })
  const { uid, gid } = statSync(closed)
  const stranger = { uid: uid + 1, gid: gid + 1 }
  chmodSync(closed, 0o700)
  expect(closedDirectory(join(closed, 'inner/file'), stranger)).toBe(closed)
  expect(closedDirectory(join(closed, 'inner/file'), { uid, gid: gid + 1 })).toBeUndefined()
  chmodSync(closed, 0o710)
  expect(closedDirectory(join(closed, 'inner/file'), { uid: uid + 1, gid })).toBeUndefined()
  chmodSync(closed, 0o701)
  expect(closedDirectory(join(closed, 'inner/file'), stranger)).toBeUndefined()
})
