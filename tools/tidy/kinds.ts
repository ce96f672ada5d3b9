import { targetOf, moduleLine } from './imports.ts'
import {
  child,
  children,
  type Finding,
  isTest,
  isTypeScript,
  lineAt,
  moduleOf,
  nameOf,
  type Node,
  nodesOf,
  roomOf,
  type SourceFile,
  walk,
} from './source.ts'

const fixedKinds = ['routes.ts', 'queries.ts', 'rules.ts', 'jobs.ts', 'ports.ts', 'providers.ts', 'index.ts']
const verbNoun = /^[a-z0-9]+(-[a-z0-9]+)+\.ts$/

/** Every file of a module is of a known kind, so that a reader knows what it does before opening it. */
export function kinds(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => {
    const module = moduleOf(file.path)
    if (module === undefined) {
      return /^server\/modules\/[^/]+$/.test(file.path)
        ? [at(file, 1, 'a file beside the modules belongs to none', 'put it into the module that owns it')]
        : []
    }
    if (!moduleLine.includes(module)) {
      const instead = 'use an existing module, or put the new one into tools/tidy/imports.ts and docs/decisions/'
      return [at(file, 1, `the module ${module} has no place in the line of modules`, instead)]
    }
    const inner = file.path.slice(`server/modules/${module}/`.length)
    if (isTest(file.path) && inner.endsWith('.test.ts')) return []
    if (fixedKinds.includes(inner) || verbNoun.test(inner)) return []
    if (/^(queries|adapters)\/[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(inner)) return []
    return [
      at(
        file,
        1,
        `${inner} is no kind of file that a module has`,
        'a write is <verb-noun>.ts; decisions go to rules.ts, SQL to queries.ts or queries/<noun>.ts, ' +
          'reactions to jobs.ts, the outside world to adapters/; support for tests to server/testing/',
      ),
    ]
  })
}

/** A write is one file with one function of the same name; types may be exported beside it. */
export function oneFunction(files: readonly SourceFile[]): Finding[] {
  return files.filter(isVerbNoun).flatMap((file) => {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1, -'.ts'.length)
    const wanted = base.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    const values = exportedValues(file)
    const found = values.find(({ name }) => name === wanted)
    const extra = values.filter((value) => value !== found)
    const instead = `export one function ${wanted}(…) and, at most, types; decisions belong in rules.ts`
    if (!found) return [at(file, 1, `${base}.ts exports no function ${wanted}`, instead)]
    if (!found.isFunction) return [at(file, found.line, `${wanted} is not a function`, instead)]
    return extra.map(({ name, line }) => at(file, line, `${base}.ts also exports ${name}`, instead))
  })
}

/** The door names what it lets through. */
export function namedDoors(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => moduleOf(file.path) !== undefined && file.path.endsWith('/index.ts'))
    .flatMap((file) =>
      nodesOf(file, 'ExportAllDeclaration', 'ExportDefaultDeclaration').map((node) =>
        at(file, lineAt(file, node.start), 'a door with * or default hides what it lets through', 'export it by name'),
      ),
    )
}

const sqlVerbs = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']
const sqlPackages = ['kysely', 'pg', 'pg-copy-streams', 'kysely/migration']

/**
 * SQL lives where somebody looks for it: the kernel, the migrations, each module's queries, and the sandbox's own, with
 * the sample data that it loads.
 */
export function sqlPlace(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => ['server', 'contract', 'sdk', 'cli', 'console'].includes(roomOf(file.path)))
    .filter((file) => !isTest(file.path) && !mayHoldSql(file.path))
    .flatMap((file) => {
      const instead = 'move it into the queries.ts of the module that owns the table, and call it from here'
      const found = file.imports
        .filter(({ specifier }) => sqlPackages.includes(specifier))
        .map(({ specifier, line }) => at(file, line, `${specifier} is imported outside kernel and queries`, instead))
      walk(file.program, (node) => {
        const called = node.type === 'CallExpression' ? nameOf(child(child(node, 'callee'), 'property')) : ''
        const sqlTag = node.type === 'TaggedTemplateExpression' && /^sql\b/.test(textOf(file, child(node, 'tag')))
        if (!sqlTag && !sqlVerbs.includes(called)) return
        found.push(
          at(file, lineAt(file, node.start), `SQL (${sqlTag ? 'sql`…`' : `.${called}`}) outside queries`, instead),
        )
      })
      return found
    })
}

/** Rules are pure: the same values in, the same decision out, with nothing to wait for. */
export function pureRules(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => /^server\/modules\/[^/]+\/rules\.ts$/.test(file.path))
    .flatMap((file) => {
      const instead = 'let the write read first and pass the values in'
      const found = file.imports
        .filter(({ specifier, typeOnly }) => isImpure(targetOf(file, specifier) ?? specifier, typeOnly))
        .map(({ specifier, line }) => at(file, line, `rules.ts imports ${specifier}`, instead))
      walk(file.program, (node) => {
        const waits = node.async === true || node.type === 'AwaitExpression' || node.type === 'ImportExpression'
        const loops = node.type === 'ForOfStatement' && node.await === true
        if (waits || loops) found.push(at(file, lineAt(file, node.start), 'rules.ts waits for something', instead))
      })
      return found
    })
}

/**
 * Migrations run in the order of their numbers, so no two have the same. There may be gaps: what is written at the same
 * time in two places is numbered in two ranges.
 */
export function migrations(files: readonly SourceFile[]): Finding[] {
  const inFolder = files
    .filter((file) => file.path.startsWith('server/migrations/') && !isTest(file.path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return inFolder.flatMap((file, index) => {
    const name = file.path.slice('server/migrations/'.length)
    if (!/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/.test(name))
      return [at(file, 1, `${name} is not NNNN-what-it-does.sql`, 'name it like 0042-add-orders.sql')]
    const number = name.slice(0, 4)
    const before = inFolder[index - 1]?.path.slice('server/migrations/'.length)
    if (!before?.startsWith(`${number}-`)) return []
    return [at(file, 1, `${before} has number ${number} already`, 'give it a number of its own, after all there are')]
  })
}

const mayHoldSql = (path: string) =>
  path.startsWith('server/kernel/') ||
  path.startsWith('server/migrations/') ||
  path.startsWith('server/sandbox/sample-data/') ||
  path === 'server/sandbox/queries.ts' ||
  /^server\/modules\/[^/]+\/queries(\.ts$|\/)/.test(path)

function isImpure(target: string, typeOnly: boolean): boolean {
  if (/^server\/kernel\/(db|database|context|clock|jobs|audit|config|log)\b/.test(target)) return true
  if (sqlPackages.includes(target) || target.startsWith('node:')) return true
  return !typeOnly && /^server\/modules\/[^/]+\/(queries|jobs|adapters|routes)\b/.test(target)
}

function isVerbNoun(file: SourceFile): boolean {
  const module = moduleOf(file.path)
  if (module === undefined || isTest(file.path)) return false
  const inner = file.path.slice(`server/modules/${module}/`.length)
  return verbNoun.test(inner) && !fixedKinds.includes(inner)
}

interface ExportedValue {
  name: string
  isFunction: boolean
  line: number
}

/** What a file exports apart from types. */
function exportedValues(file: SourceFile): ExportedValue[] {
  return children(file.program, 'body').flatMap((node): ExportedValue[] => {
    const line = lineAt(file, node.start)
    if (node.type === 'ExportAllDeclaration') return [{ name: '*', isFunction: false, line }]
    if (node.type === 'ExportDefaultDeclaration') return [{ name: 'default', isFunction: false, line }]
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') return []
    const declared = child(node, 'declaration')
    if (declared === undefined) {
      const named = children(node, 'specifiers').filter(({ exportKind }) => exportKind !== 'type')
      return named.map((one) => ({ name: nameOf(child(one, 'exported')), isFunction: false, line }))
    }
    if (declared.type !== 'VariableDeclaration') {
      return [{ name: nameOf(declared), isFunction: declared.type === 'FunctionDeclaration', line }]
    }
    return children(declared, 'declarations').map((one) => ({
      name: nameOf(one),
      isFunction: /Function/.test(child(one, 'init')?.type ?? ''),
      line,
    }))
  })
}

const textOf = (file: SourceFile, node: Node | undefined) => (node ? file.text.slice(node.start, node.end) : '')

function at(file: SourceFile, line: number, reason: string, instead: string): Finding {
  return { path: file.path, line, reason, instead }
}

/** A file that does not parse is checked by no rule, which must not pass for obeying them. */
export function parses(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isTypeScript(file.path) && file.program === undefined)
    .map((file) => at(file, 1, 'this file does not parse, so no rule has looked at it', 'mend its syntax'))
}
