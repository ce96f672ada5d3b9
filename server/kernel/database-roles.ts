import { createHmac, pbkdf2Sync, randomBytes, createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'

/** Owns the database objects; migrates and seeds. */
const ownerRole = 'procura_owner'
/** Serves requests; owns nothing and row-level security binds it. */
export const serverRole = 'procura_server'
/** Owns the job queue's schema and nothing else. */
const jobsRole = 'procura_jobs'

const roles = [ownerRole, serverRole, jobsRole] as const

/** One number for all Procura processes that prepare roles in one database. */
const advisoryLockKey = 7_250_018_001

const connectTimeoutMs = 10_000
const maxAttempts = 8
const retryMs = 50
const scramIterations = 4096

/** Connections of the three roles. */
export interface RoleUrls {
  serverUrl: string
  ownerUrl: string
  jobsUrl: string
}

interface Given {
  databaseUrl: string
  ownerUrl?: string | undefined
  jobsUrl?: string | undefined
  secret: string
}

/**
 * Sees to it that the three database roles exist and may do their work. Three URLs are used as they are; from one of a
 * role that may create roles, the others are made or mended, with passwords that follow from the secret, so that
 * every process of an installation comes to the same ones. It may run in any number of processes at once.
 * @throws Error when two are given, or the one may not do it; it prints the SQL that an administrator must run
 */
export async function prepareRoles({ databaseUrl, ownerUrl, jobsUrl, secret }: Given): Promise<RoleUrls> {
  if (ownerUrl !== undefined && jobsUrl !== undefined) return { serverUrl: databaseUrl, ownerUrl, jobsUrl }
  if (ownerUrl !== undefined || jobsUrl !== undefined) {
    const missing = ownerUrl === undefined ? 'DATABASE_OWNER_URL' : 'DATABASE_JOBS_URL'
    throw new Error(`${missing} is missing: set all three database URLs, or DATABASE_URL alone`)
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await makeRoles(databaseUrl, secret)
      break
    } catch (error) {
      if (attempt === maxAttempts || !isPassing(error)) throw error
      await sleep(retryMs * attempt)
    }
  }
  const as = (role: string) => urlAs(databaseUrl, role, passwordOf(role, secret))
  return { serverUrl: as(serverRole), ownerUrl: as(ownerRole), jobsUrl: as(jobsRole) }
}

/** The same database for another user. */
function urlAs(databaseUrl: string, user: string, password: string): string {
  const url = new URL(databaseUrl)
  url.username = encodeURIComponent(user)
  url.password = encodeURIComponent(password)
  return url.href
}

async function makeRoles(databaseUrl: string, secret: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ user: string; database: string; superuser: boolean; may_create: boolean }>(
    `select current_user as user, current_database() as database, rolsuper as superuser,
            rolsuper or rolcreaterole as may_create
       from pg_roles where rolname = current_user`,
  )
  const [me] = rows
  try {
    if (!me?.may_create) throw refusal(me?.user ?? '', me?.database ?? '', 'it may not create roles')
    // Transaction-level, so that a connection pooler between us and the server keeps it with the statements it guards.
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLockKey])
    for (const role of roles) await makeRole(client, role, passwordOf(role, secret), me.superuser)
    await grant(client, me.database)
    await client.query('commit')
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42501') {
      throw refusal(me?.user ?? '', me?.database ?? '', error.message, error)
    }
    throw error
  } finally {
    await client.end()
  }
}

/**
 * Makes one role or mends it. Attributes are named only where they are wrong: before PostgreSQL 16 the mere mention of
 * bypassrls takes a superuser.
 */
async function makeRole(client: Client, role: string, password: string, superuser: boolean): Promise<void> {
  const { rows } = await client.query<{ strong: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong
       from pg_roles where rolname = $1`,
    [role],
  )
  const [found] = rows
  if (found?.strong) {
    const weaken = `alter role ${role} nosuperuser nobypassrls nocreaterole nocreatedb noreplication`
    if (!superuser) {
      throw new Error(`The database role ${role} has rights that it must not have; a superuser must run: ${weaken};`)
    }
    await client.query(weaken)
  }
  const verb = found ? 'alter' : 'create'
  await client.query(`${verb} role ${role} login inherit password '${scramVerifier(password)}'`)
}

/** Gives what is missing only: a grant that changes nothing still needs the right to grant. */
async function grant(client: Client, database: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('grant %s on database %I to %I', privilege, current_database(), role) as statement
       from (values ('connect', $1), ('create', $1), ('connect', $2), ('create', $2), ('connect', $3))
              as wanted (privilege, role)
      where not has_database_privilege(role, current_database(), privilege)
     union all
     select format('grant %I to %I', $2::text, $1::text) where not pg_has_role($1, $2, 'usage')`,
    [ownerRole, jobsRole, serverRole],
  )
  for (const { statement } of rows) await client.query(statement)
  const { rows: lacking } = await client.query<{ role: string }>(
    `select role from unnest($1::text[]) as role where not has_database_privilege(role, current_database(), 'create')`,
    [[ownerRole, jobsRole]],
  )
  // A grant without the right to grant only warns.
  if (lacking.length > 0) {
    const { user } = client
    throw refusal(user ?? '', database, `it may not grant rights on the database ${database}`)
  }
}

/** What a database administrator must do where Procura may not do it. */
function refusal(user: string, database: string, reason: string, cause?: unknown): Error {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  const lines = [
    `The database role ${user} of DATABASE_URL cannot make the roles that Procura needs: ${reason}.`,
    'Either give a DATABASE_URL of a role that may, or have a database administrator run:',
    '',
    ...roles.map((role) => `  create role ${role} login password '<choose one>';`),
    `  grant connect, create on database ${quoted(database)} to ${ownerRole}, ${jobsRole};`,
    `  grant connect on database ${quoted(database)} to ${serverRole};`,
    `  grant ${jobsRole} to ${ownerRole};`,
    '',
    'and set the URLs that log in as them: ' +
      `DATABASE_URL (${serverRole}), DATABASE_OWNER_URL (${ownerRole}), DATABASE_JOBS_URL (${jobsRole}).`,
  ]
  return new Error(lines.join('\n'), { cause })
}

function passwordOf(role: string, secret: string): string {
  return createHmac('sha256', secret).update(`procura database role ${role}`).digest('base64url')
}

/** What the server keeps of a password (RFC 5803); sent in its stead, so that no statement log ever shows it. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, scramIterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  const serverKey = hmac('Server Key').toString('base64')
  return `SCRAM-SHA-256$${scramIterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}

/**
 * Roles belong to the whole server, the lock to one database: processes of two databases may still meet on a role, and
 * PostgreSQL then answers with these.
 */
function isPassing(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false
  return ['23505', '42710', '40001', '40P01'].includes(error.code ?? '') || /tuple concurrently/.test(error.message)
}
