import { randomBytes, randomUUID } from 'node:crypto'
import { accessSync, constants, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const minSecretLength = 32
const maxSecretLength = 1024
const madeSecretBytes = 48
const metricsPortInProduction = 9464

/** What the process was told to be, checked once at its start; nothing else reads the environment. */
export interface Config {
  mode: 'sandbox' | 'production'
  host: string
  /** 0 takes any free port, here and for metrics. */
  port: number
  metricsHost: string
  metricsPort: number
  /** An absolute path. */
  dataDir: string
  /** Undefined in a sandbox that brings its own PostgreSQL. */
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  jobsUrl: string | undefined
  poolSize: number
  /** Whether this process also runs jobs. */
  worker: boolean
  /** Whether this process also serves the console. */
  console: boolean
  /** The origin under which browsers reach the server, without a slash at its end. */
  publicUrl: string | undefined
  /** Proxies in front end TLS and say who calls: how many there are, or which addresses are theirs. */
  trustProxy: false | number | string[]
  tls: { certFile: string; keyFile: string } | undefined
  secret: string
  /** Where the DNS is asked, `address` or `address:port`; empty: where the system asks. */
  dnsServers: string[]
  /** Whether identity providers may be in private networks, and speak plain http. */
  privateNetworks: boolean
  smtpUrl: string | undefined
  mailFrom: string
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

const port = whole(0, 65_535)
const onOff = z.enum(['on', 'off'], 'must be on or off').transform((word) => word === 'on')
const host = z.string().refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text), {
  error: 'must be an IP address or a host name',
})
const maxProxies = 20
const addressRanges = ['loopback', 'linklocal', 'uniquelocal']
const proxies = z
  .string()
  .transform((text) =>
    text === 'off' ? false : /^\d+$/.test(text) ? Number(text) : text.split(',').map((one) => one.trim()),
  )
  .refine((given) => given === false || (typeof given === 'number' ? isHopCount(given) : given.every(isAddressRange)), {
    error: `must be off, how many proxies there are (1 to ${maxProxies}), or their addresses, as 10.0.0.0/8,192.0.2.7`,
  })
const databaseUrl = z
  .string()
  .refine((text) => isUrl(text, ['postgres:', 'postgresql:'], (url) => url.pathname.length > 1), {
    error: 'must look like postgres://user:password@host:5432/database',
  })
const readableFile = z.string().refine(isReadable, { error: 'must be a file that this process may read' })

/** One row for each variable; what holds between them is said in `faultsBetween`. */
const variables = z.object({
  PROCURA_MODE: z.enum(['sandbox', 'production'], 'must be sandbox or production').default('sandbox'),
  HOST: host.default('127.0.0.1'),
  PORT: port.default(8080),
  METRICS_HOST: host.default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  PROCURA_DATA_DIR: z.string().default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  DATABASE_JOBS_URL: databaseUrl.optional(),
  PROCURA_POOL_SIZE: whole(2, 500).default(12),
  PROCURA_WORKER: onOff.default(true),
  PROCURA_CONSOLE: onOff.default(true),
  PROCURA_PUBLIC_URL: z
    .string()
    .refine((text) => isUrl(text, ['http:', 'https:'], isOrigin), {
      error: 'must look like https://procura.example.com',
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  PROCURA_TRUST_PROXY: proxies.default(false),
  TLS_CERT_FILE: readableFile.optional(),
  TLS_KEY_FILE: readableFile.optional(),
  PROCURA_SECRET: z
    .string()
    .min(minSecretLength, `must have at least ${minSecretLength} characters`)
    .max(maxSecretLength, `must have at most ${maxSecretLength} characters`)
    .optional(),
  PROCURA_DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((given) => given.every(isDnsServer), { error: 'must be addresses, as 192.0.2.53,192.0.2.54:5353' })
    .default([]),
  PROCURA_SSO_PRIVATE_NETWORKS: z.enum(['allow', 'refuse'], 'must be allow or refuse').optional(),
  SMTP_URL: z
    .string()
    .refine((text) => isUrl(text, ['smtp:', 'smtps:'], (url) => url.hostname !== ''), {
      error: 'must look like smtp://user:password@host:587',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>@\s]+@[^<>@\s]+$|^[^<>@\r\n]+ <[^<>@\s]+@[^<>@\s]+>$/, 'must look like Procura <procura@example.com>')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be one of fatal … trace, or silent')
    .default('info'),
})

/**
 * Reads the environment. An empty variable counts as not set. In a sandbox without PROCURA_SECRET the secret is made
 * and kept in the data directory, so that what it protects outlives a restart.
 * @throws Error that lists every fault at once, a line each, and never repeats a value: many are secrets
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = variables.safeParse(given)
  const faults = [
    ...(read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
    ...unknownNames(given),
    ...faultsBetween(given),
  ]
  if (!read.success || faults.length > 0) throw new Error(['Procura cannot start:', ...faults].join('\n  '))
  const { data } = read
  const dataDir = resolve(data.PROCURA_DATA_DIR)
  const production = data.PROCURA_MODE === 'production'
  return {
    mode: data.PROCURA_MODE,
    host: data.HOST,
    port: data.PORT,
    metricsHost: data.METRICS_HOST,
    metricsPort: data.METRICS_PORT ?? (production ? metricsPortInProduction : 0),
    dataDir,
    databaseUrl: data.DATABASE_URL,
    ownerUrl: data.DATABASE_OWNER_URL,
    jobsUrl: data.DATABASE_JOBS_URL,
    poolSize: data.PROCURA_POOL_SIZE,
    worker: data.PROCURA_WORKER,
    console: data.PROCURA_CONSOLE,
    publicUrl: data.PROCURA_PUBLIC_URL,
    trustProxy: data.PROCURA_TRUST_PROXY,
    tls:
      data.TLS_CERT_FILE !== undefined && data.TLS_KEY_FILE !== undefined
        ? { certFile: data.TLS_CERT_FILE, keyFile: data.TLS_KEY_FILE }
        : undefined,
    secret: data.PROCURA_SECRET ?? keptSecret(dataDir),
    dnsServers: data.PROCURA_DNS_SERVERS,
    privateNetworks: (data.PROCURA_SSO_PRIVATE_NETWORKS ?? (isOneMachines(data) ? 'allow' : 'refuse')) === 'allow',
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM ?? `Procura <procura@${hostOf(data.PROCURA_PUBLIC_URL)}>`,
    logLevel: data.LOG_LEVEL,
  }
}

/**
 * Whether people off this machine reach the server by plain http, where passwords and cookies can be read on the way.
 * A sandbox may start so; sign-in must then be refused for requests that do not come by loopback.
 */
export function plainHttpOffLoopback(config: Pick<Config, 'host' | 'tls' | 'trustProxy'>): boolean {
  return config.tls === undefined && !config.trustProxy && !isLoopback(config.host)
}

/** Whether a host name or address, as of a listener, a URL or a peer, stays on this machine. */
export function isLoopback(address: string): boolean {
  const bare = address
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:/, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/** A sandbox that nobody reaches but from this machine, so far as it knows: who is here gets no further by it. */
function isOneMachines({ PROCURA_MODE, HOST, PROCURA_TRUST_PROXY }: z.output<typeof variables>): boolean {
  return PROCURA_MODE === 'sandbox' && isLoopback(HOST) && PROCURA_TRUST_PROXY === false
}

function unknownNames(given: Record<string, string | undefined>): string[] {
  const known = Object.keys(variables.shape)
  const ours = known.filter((name) => name.startsWith('PROCURA_')).join(', ')
  return Object.keys(given)
    .filter((name) => name.startsWith('PROCURA_') && !known.includes(name))
    .map((name) => `${name} is no setting, perhaps misspelt; there are ${ours}`)
}

/** What holds between variables, read from their text, so that one bad value does not hide the next. */
function faultsBetween(given: Record<string, string | undefined>): string[] {
  const faults: string[] = []
  const roleUrls = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_JOBS_URL']
  const missingUrls = roleUrls.filter((name) => given[name] === undefined)
  if (missingUrls.length > 0 && (given['DATABASE_OWNER_URL'] ?? given['DATABASE_JOBS_URL']) !== undefined) {
    faults.push(`${missingUrls.join(' and ')} must be set too: give all three database URLs, or DATABASE_URL alone`)
  }
  if ((given['TLS_CERT_FILE'] === undefined) !== (given['TLS_KEY_FILE'] === undefined)) {
    faults.push('TLS_CERT_FILE and TLS_KEY_FILE must be set together')
  }
  if (given['PROCURA_MODE'] !== 'production') return faults
  for (const name of ['DATABASE_URL', 'PROCURA_PUBLIC_URL', 'PROCURA_SECRET', 'SMTP_URL']) {
    if (given[name] === undefined) faults.push(`${name} must be set in production`)
  }
  const publicUrl = given['PROCURA_PUBLIC_URL']
  if (publicUrl !== undefined && isUrl(publicUrl, ['http:'], (url) => !isLoopback(url.hostname))) {
    faults.push('PROCURA_PUBLIC_URL must begin with https:// in production')
  }
  const encrypted = (given['PROCURA_TRUST_PROXY'] ?? 'off') !== 'off' || given['TLS_CERT_FILE'] !== undefined
  if (!encrypted && !isLoopback(given['HOST'] ?? '127.0.0.1')) {
    faults.push(
      'HOST must be a loopback address in production, unless TLS_CERT_FILE and TLS_KEY_FILE are set, ' +
        'or PROCURA_TRUST_PROXY says which proxies in front end TLS',
    )
  }
  return faults
}

function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

function isHopCount(count: number): boolean {
  return count >= 1 && count <= maxProxies
}

/** An address, a range of them as `10.0.0.0/8`, or one of the ranges that have a name. */
function isAddressRange(text: string): boolean {
  if (addressRanges.includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  const widest = version === 4 ? 32 : 128
  return (
    version !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
  )
}

/** An address with or without a port; one of IPv6 stands in brackets before it. */
function isDnsServer(text: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const address = bracketed ?? plain ?? text
  return isIP(address) !== 0 && (port === undefined || Number(port) <= 65_535)
}

function isUrl(text: string, protocols: readonly string[], accepts: (url: URL) => boolean): boolean {
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && accepts(url)
}

function isOrigin(url: URL): boolean {
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function hostOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname
}

/** The sandbox's secret. Of processes that make it at once, one wins and all read that one's, never half of it. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  const draft = `${file}.${randomUUID()}`
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(draft, `${randomBytes(madeSecretBytes).toString('base64url')}\n`, { mode: 0o600 })
    try {
      linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= minSecretLength) return secret
  } catch (error) {
    throw new Error(`Procura cannot start:\n  PROCURA_DATA_DIR must be a directory that can be written (${dataDir})`, {
      cause: error,
    })
  }
  throw new Error(`Procura cannot start:\n  the secret in ${file} is too short; put the right file back`)
}
