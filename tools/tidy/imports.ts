import { posix } from 'node:path'
import { type Finding, type Import, isTest, moduleOf, roomOf, type SourceFile } from './source.ts'

/** The modules of the server in their one line: each may use the doors to its left. */
export const moduleLine = [
  'identity',
  'single-sign-on',
  'partners',
  'catalog',
  'budgets',
  'authorizations',
  'acting',
  'resources',
  'metering',
  'orders',
  'provisioning',
  'notifications',
  'audit',
]

const aliases: Record<string, string> = {
  '#contract/': 'contract/',
  '#kernel/': 'server/kernel/',
  '#modules/': 'server/modules/',
  '#server/': 'server/',
  '#sdk/': 'sdk/',
  '#brokers/': 'brokers/',
  '#console/': 'console/',
}

/** What a room may import besides itself and npm packages. Rooms not named here (tools, bench) may import anything. */
const mayImport: Record<string, readonly string[]> = {
  contract: [],
  brokers: [],
  sdk: ['contract'],
  cli: ['contract', 'sdk'],
  console: ['contract', 'sdk'],
  server: ['contract'],
}
const serverTestsMayImport = ['contract', 'sdk', 'brokers', 'tools']

/** Rooms that also run in a browser, where Node's own modules do not exist. */
const browserRooms = ['contract', 'sdk', 'console']

const assemblers = ['server/main.ts', 'server/app.ts', 'server/worker.ts']
const sandbox = 'server/sandbox/sandbox.ts'
const door = /^server\/modules\/[^/]+\/index\.ts$/
const assembled = /^server\/modules\/[^/]+\/(index|routes|jobs|providers)\.ts$/

/** Rooms depend in one direction: the contract on nobody, everyone on the contract, nobody on the server. */
export function rooms(files: readonly SourceFile[]): Finding[] {
  return eachImport(files, (file, target, found) => {
    const from = roomOf(file.path)
    const allowed = from === 'server' && isTest(file.path) ? serverTestsMayImport : mayImport[from]
    if (allowed === undefined) return undefined
    if (target === undefined) {
      if (!browserRooms.includes(from) || isTest(file.path) || !found.specifier.startsWith('node:')) return undefined
      return {
        reason: `${from}/ also runs in the browser, where ${found.specifier} does not exist`,
        instead: 'do the I/O in server/ or tools/ and pass the value in',
      }
    }
    const to = roomOf(target)
    if (to === from || allowed.includes(to)) return undefined
    return {
      reason: `${from}/ may import only ${[...allowed, 'itself'].join(', ')}, not ${target}`,
      instead:
        from === 'contract' || from === 'brokers'
          ? 'move what is shared into contract/ (facts) or copy it (brokers are programs of their own)'
          : 'speak to the server over HTTP, or move the shared fact into contract/',
    }
  })
}

/** Inside a module or room imports are relative; from one to another they go by alias: the eye sees which is which. */
export function aliasUse(files: readonly SourceFile[]): Finding[] {
  return eachImport(files, (file, target, found) => {
    if (target === undefined) return undefined
    const inside = unitOf(file.path) === unitOf(target)
    const relative = found.specifier.startsWith('.')
    if (inside && !relative) {
      return {
        reason: `${found.specifier} lies in the same room or module`,
        instead: `import '${relativeTo(file.path, target)}'`,
      }
    }
    const alias = aliasOf(target)
    if (inside || !relative || alias === undefined) return undefined
    return { reason: `${found.specifier} leaves ${unitOf(file.path) || 'the root'}`, instead: `import '${alias}'` }
  })
}

/** Modules know the doors of their left neighbours, and the kernel knows no module. */
export function doors(files: readonly SourceFile[]): Finding[] {
  return eachImport(files, (file, target) => {
    if (target === undefined || !file.path.startsWith('server/') || isTest(file.path)) return undefined
    const to = moduleOf(target)
    const from = moduleOf(file.path)
    if (from === undefined && to === undefined) return intoServerRoot(file, target)
    if (from === undefined) return intoModule(file, target)
    if (to === undefined) return intoServerRoot(file, target)
    return from === to ? undefined : betweenModules(from, to, target)
  })
}

type Fault = Pick<Finding, 'reason' | 'instead'>

function betweenModules(from: string, to: string, target: string): Fault | undefined {
  if (!target.endsWith(`/${to}/index.ts`) || target.split('/').length > 4) {
    return {
      reason: `${target} is an inner file of the module ${to}`,
      instead: `import '#modules/${to}/index.ts', and let ${to} export what you need there`,
    }
  }
  if (to === 'notifications') {
    return { reason: 'nobody imports notifications', instead: 'emit an event; notifications listens to it' }
  }
  if (moduleLine.indexOf(to) < moduleLine.indexOf(from)) return undefined
  return {
    reason: `${to} stands to the right of ${from} in the line of modules`,
    instead: `emit an event that ${to} listens to in server/worker.ts, or let ${to} write through your door`,
  }
}

function intoModule(file: SourceFile, target: string): Fault | undefined {
  if (file.path.startsWith('server/kernel/')) {
    return { reason: 'the kernel imports no module', instead: 'let the module register a provider in server/app.ts' }
  }
  if (file.path === sandbox) {
    if (door.test(target)) return undefined
    return { reason: `${target} is an inner file of its module`, instead: "the sandbox imports a module's index.ts" }
  }
  if (!assemblers.includes(file.path)) {
    return {
      reason: 'only server/main.ts, app.ts, worker.ts, the sandbox and tests may import modules',
      instead: 'move the line into the module it is about, or into app.ts',
    }
  }
  if (assembled.test(target)) return undefined
  return {
    reason: `${target} is an inner file of its module`,
    instead: 'import its index.ts, routes.ts, jobs.ts or providers.ts',
  }
}

function intoServerRoot(file: SourceFile, target: string): Fault | undefined {
  const inner = unitOf(file.path) !== 'server'
  if (!inner || unitOf(target) !== 'server') return undefined
  return { reason: `${target} assembles the server; what it assembles may not import it`, instead: 'pass the value in' }
}

/** The path in the project that an import means; undefined for npm packages and Node's own modules. */
export function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file.path), specifier))
  const alias = Object.keys(aliases).find((prefix) => specifier.startsWith(prefix))
  return alias === undefined ? undefined : `${aliases[alias]}${specifier.slice(alias.length)}`
}

function aliasOf(path: string): string | undefined {
  const deepestFirst = Object.entries(aliases).toSorted(([, a], [, b]) => b.length - a.length)
  const match = deepestFirst.find(([, folder]) => path.startsWith(folder))
  return match && `${match[0]}${path.slice(match[1].length)}`
}

/** A module, the kernel, a folder of the console, or else the whole room. */
function unitOf(path: string): string {
  const unit = /^(server\/(kernel|modules\/[^/]+)|console\/(app\/modules\/[^/]+|[^/]+))(?=\/)/
  return unit.exec(path)?.[0] ?? roomOf(path)
}

function relativeTo(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

function eachImport(
  files: readonly SourceFile[],
  judge: (file: SourceFile, target: string | undefined, found: Import) => Fault | undefined,
): Finding[] {
  return files.flatMap((file) =>
    file.imports.flatMap((found) => {
      const fault = judge(file, targetOf(file, found.specifier), found)
      return fault ? [{ path: file.path, line: found.line, ...fault }] : []
    }),
  )
}
