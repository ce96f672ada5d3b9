import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isLoopback, plainHttpOffLoopback, readConfig } from './config.ts'

let dataDir: string
let production: NodeJS.ProcessEnv

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'procura-config-'))
  production = {
    PROCURA_MODE: 'production',
    PROCURA_DATA_DIR: dataDir,
    DATABASE_URL: 'postgres://admin:pw@db.example.com/procura',
    PROCURA_PUBLIC_URL: 'https://procura.example.com',
    PROCURA_SECRET: 's'.repeat(32),
    SMTP_URL: 'smtp://mail.example.com:587',
  }
})

afterEach(() => rmSync(dataDir, { recursive: true }))

function faultsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('identity providers may be in private networks by themselves where nobody comes from elsewhere, or as somebody says', () => {
  const allows = (env: NodeJS.ProcessEnv) => readConfig({ PROCURA_DATA_DIR: dataDir, ...env }).privateNetworks
  expect(allows({})).toBe(true)
  expect(allows({ HOST: '::1' })).toBe(true)
  for (const env of [
    { HOST: '0.0.0.0' },
    { PROCURA_TRUST_PROXY: '1' },
    { PROCURA_TRUST_PROXY: 'loopback' },
    production,
  ])
    expect([env, allows(env)]).toEqual([env, false])
  expect(allows({ HOST: '0.0.0.0', PROCURA_SSO_PRIVATE_NETWORKS: 'allow' })).toBe(true)
  expect(allows({ PROCURA_SSO_PRIVATE_NETWORKS: 'refuse' })).toBe(false)
})

test('an empty environment is a sandbox on loopback with its own PostgreSQL', () => {
  expect(readConfig({ PROCURA_DATA_DIR: dataDir, PORT: '', UNRELATED: 'x' })).toMatchObject({
    mode: 'sandbox',
    host: '127.0.0.1',
    port: 8080,
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    dataDir,
    databaseUrl: undefined,
    poolSize: 12,
    worker: true,
    console: true,
    publicUrl: undefined,
    trustProxy: false,
    tls: undefined,
    smtpUrl: undefined,
    mailFrom: 'Procura <procura@localhost>',
    logLevel: 'info',
  })
})

test('production takes what it needs from the environment and its metrics port is fixed', () => {
  expect(
    readConfig({ ...production, PROCURA_WORKER: 'off', PROCURA_CONSOLE: 'off', PROCURA_POOL_SIZE: '30' }),
  ).toMatchObject({
    mode: 'production',
    metricsPort: 9464,
    poolSize: 30,
    worker: false,
    console: false,
    publicUrl: 'https://procura.example.com',
    secret: 's'.repeat(32),
    mailFrom: 'Procura <procura@procura.example.com>',
  })
})

test('the sandbox makes its secret once and keeps it for its owner alone', () => {
  const first = readConfig({ PROCURA_DATA_DIR: dataDir }).secret
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(readConfig({ PROCURA_DATA_DIR: dataDir }).secret).toBe(first)
  const file = join(dataDir, 'secret')
  expect(readFileSync(file, 'utf8').trim()).toBe(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a kept secret that was cut short is refused rather than used', () => {
  writeFileSync(join(dataDir, 'secret'), 'short')
  expect(faultsOf({ PROCURA_DATA_DIR: dataDir })).toContain('too short')
})

test('production without anything names all that is missing at once', () => {
  const faults = faultsOf({ PROCURA_MODE: 'production', PORT: 'x' })
  for (const name of ['PORT', 'DATABASE_URL', 'PROCURA_PUBLIC_URL', 'PROCURA_SECRET', 'SMTP_URL']) {
    expect(faults.split('\n').filter((line) => line.trim().startsWith(`${name} `))).toHaveLength(1)
  }
})

test.each([
  { PROCURA_MODE: 'prod' },
  { HOST: 'not a host' },
  { PORT: '65536' },
  { PORT: '80a' },
  { PORT: '-1' },
  { METRICS_PORT: '1.5' },
  { METRICS_HOST: 'http://x' },
  { DATABASE_URL: 'mysql://db/procura' },
  { DATABASE_URL: 'postgres://db.example.com' },
  { PROCURA_POOL_SIZE: '0' },
  { PROCURA_WORKER: 'yes' },
  { PROCURA_PUBLIC_URL: 'procura.example.org' },
  { PROCURA_PUBLIC_URL: 'https://procura.example.com/path' },
  { PROCURA_TRUST_PROXY: 'true' },
  { PROCURA_TRUST_PROXY: 'on' },
  { PROCURA_TRUST_PROXY: '0' },
  { PROCURA_TRUST_PROXY: '21' },
  { PROCURA_TRUST_PROXY: '10.0.0.0/33' },
  { PROCURA_TRUST_PROXY: '10.0.0.1,proxy.example.com' },
  { PROCURA_TRUST_PROXY: '10.0.0.1,' },
  { TLS_CERT_FILE: '/no/such/file', TLS_KEY_FILE: '/etc/passwd' },
  { PROCURA_SECRET: 's'.repeat(31) },
  { SMTP_URL: 'mail.example.com' },
  { MAIL_FROM: 'nobody' },
  { MAIL_FROM: 'A\r\nBcc: b@c.d <a@b.c>' },
  { LOG_LEVEL: 'loud' },
  { DATABASE_OWNER_URL: 'postgres://o@db/procura' },
  { TLS_CERT_FILE: '/etc/passwd' },
])('%j is one fault, on one line that does not repeat the value', (bad) => {
  const faults = faultsOf({ PROCURA_DATA_DIR: dataDir, ...bad })
  const lines = faults.split('\n').slice(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^ {2}(PROCURA|HOST|PORT|METRICS|DATABASE|TLS|SMTP|MAIL|LOG)\S* /)
  const telling = Object.values(bad).filter((value) => value.length > 8)
  expect(telling.filter((value) => faults.includes(value))).toEqual([])
})

test('a misspelt PROCURA_ variable is refused, with the names there are', () => {
  const faults = faultsOf({ PROCURA_DATA_DIR: dataDir, PROCURA_PUBLIC_URI: 'https://procura.example.com' })
  expect(faults).toContain('PROCURA_PUBLIC_URI is no setting')
  expect(faults).toContain('PROCURA_PUBLIC_URL')
})

test.each([
  ['http off loopback', { PROCURA_PUBLIC_URL: 'http://procura.example.com' }, 'PROCURA_PUBLIC_URL'],
  ['http on loopback', { PROCURA_PUBLIC_URL: 'http://localhost:8080' }, ''],
  ['a plain public listener', { HOST: '0.0.0.0' }, 'HOST'],
  ['a plain public listener, the proxy switched off', { HOST: '::', PROCURA_TRUST_PROXY: 'off' }, 'HOST'],
  ['a public listener behind a proxy', { HOST: '0.0.0.0', PROCURA_TRUST_PROXY: '1' }, ''],
  ['a public listener behind known proxies', { HOST: '0.0.0.0', PROCURA_TRUST_PROXY: 'uniquelocal' }, ''],
  ['a public listener with TLS', { HOST: '0.0.0.0', TLS_CERT_FILE: '/etc/passwd', TLS_KEY_FILE: '/etc/passwd' }, ''],
])('production, %s', (_, more, fault) => {
  const faults = faultsOf({ ...production, ...more })
  expect(fault === '' ? faults : faults.split('\n')[1]).toMatch(fault === '' ? /^$/ : new RegExp(`^ {2}${fault} `))
})

test.each([
  [{ HOST: '127.0.0.1' }, false],
  [{ HOST: 'localhost' }, false],
  [{ HOST: '::1' }, false],
  [{ HOST: '0.0.0.0' }, true],
  [{ HOST: '::' }, true],
  [{ HOST: '192.168.1.5' }, true],
  [{ HOST: '0.0.0.0', PROCURA_TRUST_PROXY: '2' }, false],
])('a sandbox with %j listens in the open: %s', (env, expected) => {
  expect(plainHttpOffLoopback(readConfig({ PROCURA_DATA_DIR: dataDir, ...env }))).toBe(expected)
})

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
  ['::', false],
])('%s is loopback: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})

test.each([
  ['off', false],
  ['2', 2],
  ['192.0.2.7', ['192.0.2.7']],
  ['10.0.0.0/8, fd00::/8, loopback', ['10.0.0.0/8', 'fd00::/8', 'loopback']],
])('of PROCURA_TRUST_PROXY=%s these proxies are believed: %j', (given, believed) => {
  expect(readConfig({ PROCURA_DATA_DIR: dataDir, PROCURA_TRUST_PROXY: given }).trustProxy).toEqual(believed)
})

test('a data directory that cannot be made is named', () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  chmodSync(file, 0o600)
  expect(faultsOf({ PROCURA_DATA_DIR: join(file, 'data') })).toContain('PROCURA_DATA_DIR')
})
