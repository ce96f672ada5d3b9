import { spawn, type SpawnOptions } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, closedDirectory, type PostgresPrograms } from './postgres-programs.ts'

/** The major version of the PostgreSQL that npm installs; clusters of another cannot be opened. */
const majorVersion = '18'

const passwordBytes = 24

/** Where a cluster, the superuser's password and the server's log are. */
export interface ClusterPlace {
  home: string
  cluster: string
  passwordFile: string
  logFile: string
}

/** The places below the home of a cluster. */
export function placesIn(home: string): ClusterPlace {
  return {
    home,
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'password'),
    logFile: join(home, 'postgres.log'),
  }
}

/**
 * Makes the cluster if there is none. It is made beside its place and moved there when whole, so that a process killed
 * on the way leaves nothing that looks like a cluster; what it does leave is cleared away here.
 * @param sync whether it must survive a power failure right after
 * @returns whether it was made now
 * @throws Error when the directory is out of reach for the account, was made by another version, or initdb fails
 */
export async function makeCluster(
  place: ClusterPlace,
  programs: PostgresPrograms,
  account: Account,
  sync: boolean,
): Promise<boolean> {
  if (existsSync(join(place.cluster, 'global/pg_control'))) {
    const version = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
    if (version === majorVersion) return false
    throw new Error(
      `The database in ${place.cluster} was made by PostgreSQL ${version}, and this is ${majorVersion}: ` +
        'move it with that version’s pg_dump, or start with another data directory',
    )
  }
  // Without a control file PostgreSQL could never start it; it is kept all the same, for it may hold somebody's files.
  if (existsSync(place.home)) renameSync(place.home, `${place.home}.half-made-${randomUUID()}`)
  removeDrafts(place.home)
  const draft = placesIn(`${place.home}.draft-${randomUUID()}`)
  mkdirSync(draft.home, { mode: 0o700 })
  writeFileSync(draft.passwordFile, `${randomBytes(passwordBytes).toString('base64url')}\n`, { mode: 0o600 })
  if (account.uid !== undefined) {
    chownSync(draft.home, account.uid, account.gid)
    chownSync(draft.passwordFile, account.uid, account.gid)
  }
  await runInitdb(draft, programs, account, sync)
  if (account.uid !== undefined) chownSync(draft.passwordFile, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  chmodSync(draft.passwordFile, 0o600)
  renameSync(draft.home, place.home)
  return true
}

/** How a program of PostgreSQL is started: as its account, where it may enter, and deaf to our own PG… variables. */
export function spawnOptions(place: ClusterPlace, account: Account): SpawnOptions {
  return {
    ...account,
    cwd: place.home,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' },
  }
}

/** Why a program could not run, when the reason is a directory that its account may not enter; else the given words. */
export function explainFailure(
  said: string,
  place: ClusterPlace,
  programs: PostgresPrograms,
  account: Account,
): string {
  for (const path of [programs.postgres, place.home]) {
    const closed = closedDirectory(path, account)
    if (closed === undefined) continue
    return (
      `PostgreSQL runs as user id ${account.uid}, which may not enter ${closed} on the way to ${path}: ` +
      `allow it (chmod o+x ${closed}), move the files, or start Procura as a user who owns them`
    )
  }
  return said
}

async function runInitdb(draft: ClusterPlace, programs: PostgresPrograms, account: Account, sync: boolean) {
  const flags = ['--username=postgres', `--pwfile=${draft.passwordFile}`, '--auth=scram-sha-256', '--no-instructions']
  flags.push('--encoding=UTF8', '--locale=C', ...(sync ? [] : ['--no-sync']), `--pgdata=${draft.cluster}`)
  const options = spawnOptions(draft, account)
  const said: string[] = []
  const ended = await new Promise<string>((resolve) => {
    const child = spawn(programs.initdb, flags, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `initdb ended with ${code ?? signal}`))
  })
  if (ended === '') return
  const reason = explainFailure(`${ended}\n${said.join('').trim()}`, draft, programs, account)
  rmSync(draft.home, { recursive: true, force: true })
  throw new Error(`No database could be made in ${dirname(draft.home)}: ${reason}`)
}

function removeDrafts(home: string): void {
  const parent = dirname(home)
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    if (!path.startsWith(`${home}.draft-`)) continue
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 2 })
    } catch {
      // An initdb whose starter was killed may still be writing; the next start clears it away.
    }
  }
}
