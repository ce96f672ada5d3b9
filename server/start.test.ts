import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmptyDatabase } from '../tools/test-database.ts'
import type { TestDatabase } from '../tools/test-database.ts'
import { databaseUrlOf, makeDataDir, removeDataDir, startProgram } from './testing/program.ts'
import type { Program } from './testing/program.ts'
import { findLogin, signIn, visitor } from './testing/visitor.ts'
import type { HttpAnswer } from './testing/visitor.ts'

const limitMs = 90_000

let dataDir: string
let empty: TestDatabase
beforeAll(async () => {
  dataDir = await makeDataDir()
  empty = await createEmptyDatabase()
})
afterAll(async () => {
  await removeDataDir(dataDir)
  await empty.drop()
})

async function startSandbox(more = {}): Promise<{ program: Program; base: () => string }> {
  const program = startProgram(dataDir, more)
  const url = await program.url()
  return { program, base: () => url }
}

/** A request that a row lock holds up until it is let go. */
async function slowRequest(base: () => string): Promise<{ answer: Promise<HttpAnswer>; letGo(): Promise<void> }> {
  const login = await findLogin(base, { accountKind: 'partner', partnerKind: 'reseller', role: 'admin' })
  const want = { accountKind: 'customer', partnerName: login.accountName, frozen: false }
  const { accountId } = await findLogin(base, want)
  const call = await signIn(base, login)
  const database = new pg.Client({ connectionString: databaseUrlOf(dataDir) })
  await database.connect()
  await database.query('begin')
  await database.query('select from procura.customers where id = $1 for update', [accountId])
  const answer = call('PUT', `/v1/customers/${accountId}/tags`, { tags: ['slow'] })
  const waiting = async () => {
    const { rows } = await database.query(`select pid from pg_stat_activity where wait_event_type = 'Lock'`)
    return rows.length
  }
  await expect.poll(waiting).toBeGreaterThan(0)
  return {
    answer,
    // The lock goes with its connection: a server that stops at once finds none that it would have to cut.
    letGo: () => database.end(),
  }
}

/** A mail server that accepts a letter only when it is told to: until then, the job that mails it is under way. */
async function slowPost(): Promise<{ url: string; arrived: () => number; accepted: () => number; letGo(): void }> {
  let [arrived, accepted] = [0, 0]
  let letGo = () => {}
  const told = new Promise<void>((done) => void (letGo = done))
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(letter, _, answer) {
      arrived += 1
      letter.resume()
      void told.then(() => {
        accepted += 1
        answer()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  server.server.unref()
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, arrived: () => arrived, accepted: () => accepted, letGo: () => letGo() }
}

const isClosed = (base: () => string) =>
  fetch(base()).then(
    () => false,
    () => true,
  )

test(
  'a first start on an empty directory answers, prints who can sign in, and the first signal ends it whole',
  async () => {
    const { program, base } = await startSandbox()
    await expect.poll(() => program.output()).toContain('Mail that would be sent is kept at')
    const login = await findLogin(base, { accountKind: 'partner', partnerKind: 'reseller', role: 'admin' })
    expect(program.output()).toContain(login.email)
    expect(program.output()).toContain(login.password)
    expect((await (await signIn(base, login))('GET', '/v1/customers')).status).toBe(200)
    expect(await (await fetch(`${base()}/v1/installation`)).json()).toEqual({ sandbox: true })
    expect(program.leftovers()).toHaveLength(2)

    program.signal('SIGTERM')
    expect(await program.ended()).toBe(0)
    expect(program.leftovers()).toEqual([])
  },
  limitMs,
)

test(
  'a signal during a slow request lets it finish, a second one changes nothing, and no process is left behind',
  async () => {
    const { program, base } = await startSandbox()
    const slow = await slowRequest(base)
    program.signal('SIGTERM')
    await expect.poll(() => isClosed(base)).toBe(true)
    program.signal('SIGTERM')
    program.signal('SIGINT')
    await slow.letGo()

    expect(await slow.answer).toMatchObject({ status: 200, body: { tags: ['slow'] } })
    expect(await program.ended()).toBe(0)
    expect(program.leftovers()).toEqual([])
  },
  limitMs,
)

test(
  'a signal lets a job come to its end; meanwhile nothing is served, and the health port says so',
  async () => {
    const post = await slowPost()
    const { program, base } = await startSandbox({ SMTP_URL: post.url })
    const health = /health: (\S+)\/readyz/.exec(program.output())?.[1] ?? ''
    const ask = async (path: string) => {
      const answer = await fetch(`${health}${path}`)
      return { status: answer.status, text: await answer.text() }
    }
    expect(await ask('/livez')).toEqual({ status: 200, text: '{"status":"alive"}' })
    expect(await ask('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' })
    const owner = await findLogin(base, { accountKind: 'customer', role: 'owner', frozen: false })
    const asked = await (
      await signIn(base, owner)
    )('POST', '/v1/verification-codes', { purpose: 'decide_authorization' })
    expect(asked.status).toBe(202)
    expect((await ask('/metrics')).text).toContain(
      'procura_answer_seconds_count{operation="requestVerificationCode",status="202"} 1',
    )
    await expect.poll(post.arrived).toBe(1)

    program.signal('SIGTERM')
    await expect.poll(() => isClosed(base)).toBe(true)
    expect(await ask('/readyz')).toEqual({ status: 503, text: '{"status":"draining"}' })
    expect((await ask('/livez')).status).toBe(200)
    post.letGo()
    expect(await program.ended()).toBe(0)
    expect(program.leftovers()).toEqual([])
    expect([post.arrived(), post.accepted()]).toEqual([1, 1])
  },
  limitMs,
)

test.each([
  ['a signal', (program: Program) => program.signal('SIGTERM')],
  ['Ctrl+C, which its cloud hears too,', (program: Program) => program.interrupt()],
])(
  '%s while it starts ends it whole too',
  async (_, end) => {
    const program = startProgram(dataDir)
    await expect.poll(() => program.leftovers().length, { timeout: 30_000, interval: 5 }).toBe(2)
    end(program)
    expect(await program.ended()).toBe(0)
    expect(program.output()).toMatch(/Procura has stopped\.\n$/)
    expect(program.leftovers()).toEqual([])
  },
  limitMs,
)

test(
  'a taken port is a clear error, and nothing is started for it',
  async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const { port } = taken.address() as AddressInfo
    const elsewhere = await makeDataDir()
    const program = startProgram(elsewhere, { PORT: String(port) })
    expect(await program.ended()).toBe(1)
    expect(program.output()).toMatch(new RegExp(`port ${port} on 127.0.0.1 is taken .* set PORT to a free one`))
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false)
    await removeDataDir(elsewhere)
    taken.close()
  },
  limitMs,
)

test(
  'a second server on one data directory is refused, and the first goes on',
  async () => {
    const { program, base } = await startSandbox()
    const second = startProgram(dataDir)
    expect(await second.ended()).toBe(1)
    expect(second.output()).toMatch(/in use by another Procura process/)
    expect((await visitor(base)('GET', '/dev/logins')).status).toBe(200)
    program.signal('SIGINT')
    expect(await program.ended()).toBe(0)
    expect(program.leftovers()).toEqual([])
  },
  limitMs,
)

test(
  'production without its settings refuses and names every one of them',
  async () => {
    const program = startProgram(dataDir, { PROCURA_MODE: 'production' })
    expect(await program.ended()).toBe(1)
    for (const name of ['DATABASE_URL', 'PROCURA_PUBLIC_URL', 'PROCURA_SECRET', 'SMTP_URL'])
      expect(program.output()).toContain(`${name} must be set in production`)
  },
  limitMs,
)

test(
  'production uses the database it is given, begins with no data, serves the console, and has nothing of the sandbox',
  async () => {
    const elsewhere = await makeDataDir()
    const program = startProgram(elsewhere, {
      PROCURA_MODE: 'production',
      PROCURA_CONSOLE: 'on',
      METRICS_PORT: '0',
      DATABASE_URL: empty.serverUrl,
      DATABASE_OWNER_URL: empty.ownerUrl,
      DATABASE_JOBS_URL: empty.jobsUrl,
      PROCURA_PUBLIC_URL: 'https://procura.example.test',
      PROCURA_SECRET: 'a secret that is only good for a test of starting',
      SMTP_URL: 'smtp://127.0.0.1:9',
    })
    const url = await program.url()
    const statusOf = async (path: string, headers = {}) => (await fetch(`${url}${path}`, { headers })).status
    const person = { accept: 'text/html' }
    expect(await statusOf('/customers', person)).toBe(200)
    expect(await statusOf('/dev/mail', person)).toBe(404)
    expect(await statusOf('/v1/customers')).toBe(401)
    expect(await statusOf('/dev/logins')).toBe(404)
    expect(await statusOf('/dev/mail')).toBe(404)
    expect(await (await fetch(`${url}/v1/installation`)).json()).toEqual({ sandbox: false })
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false)
    expect(program.output()).not.toContain('password')
    const owner = new pg.Client({ connectionString: empty.ownerUrl })
    await owner.connect()
    expect((await owner.query('select count(*)::int as accounts from procura.accounts')).rows).toEqual([
      { accounts: 0 },
    ])
    await owner.end()

    program.signal('SIGTERM')
    expect(await program.ended()).toBe(0)
    expect(program.leftovers()).toEqual([])
    await removeDataDir(elsewhere)
  },
  limitMs,
)
