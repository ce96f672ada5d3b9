import {
  child,
  children,
  type Finding,
  isTest,
  lineAt,
  nameOf,
  type Node,
  nodesOf,
  roomOf,
  type SourceFile,
  walk,
} from './source.ts'

/** What the type checker lets pass although it takes its guarantees away, or the runtime cannot strip. */
export function looseTypes(files: readonly SourceFile[]): Finding[] {
  const banned: Record<string, [reason: string, instead: string]> = {
    TSAnyKeyword: ['any switches the type checker off', 'use unknown and narrow it, or a type parameter'],
    TSEnumDeclaration: ['an enum does not run unbuilt', "use a union: 'open' | 'closed', or a table `as const`"],
    Decorator: ['a decorator hides what runs when', 'call the function where its effect is wanted'],
  }
  return files.flatMap((file) =>
    nodesOf(file, ...Object.keys(banned)).map((node) => {
      const [reason, instead] = banned[node.type] ?? ['', '']
      return { path: file.path, line: lineAt(file, node.start), reason, instead }
    }),
  )
}

/** One clock and one source of ids and chance, so that the sandbox can move time and a test can repeat itself. */
export function clockAndChance(files: readonly SourceFile[]): Finding[] {
  const sources = ['server/kernel/clock.ts', 'server/kernel/ids.ts']
  const free = (file: SourceFile) =>
    isTest(file.path) ||
    ['', 'tools', 'bench', 'brokers'].includes(roomOf(file.path)) ||
    sources.includes(file.path) ||
    /^console\/.*\/clock\.ts$/.test(file.path)
  return files
    .filter((file) => !free(file))
    .flatMap((file) =>
      nodesOf(file, 'CallExpression', 'NewExpression').flatMap((node) => {
        const called = dotted(child(node, 'callee'))
        const noArgument = children(node, 'arguments').length === 0
        const readsClock =
          called === 'Date.now' || called.startsWith('Temporal.Now.') || (called === 'Date' && noArgument)
        if (!readsClock && called !== 'Math.random') return []
        return [
          {
            path: file.path,
            line: lineAt(file, node.start),
            reason: readsClock ? `${called} reads this machine's clock` : 'Math.random cannot be repeated by a test',
            instead: readsClock
              ? 'use ctx.now, or pass the instant in; console/ has its clock.ts'
              : 'make ids and secrets with server/kernel/ids.ts, or pass the number in',
          },
        ]
      }),
    )
}

/** Output goes through the log, which knows the request and keeps secrets out. */
export function consoleCalls(files: readonly SourceFile[]): Finding[] {
  const free = (path: string) =>
    ['', 'tools', 'bench', 'brokers', 'cli'].includes(roomOf(path)) || path.endsWith('/main.ts')
  return files
    .filter((file) => !free(file.path))
    .flatMap((file) =>
      nodesOf(file, 'CallExpression')
        .filter((node) => /^console\.\w+$/.test(dotted(child(node, 'callee'))))
        .map((node) => ({
          path: file.path,
          line: lineAt(file, node.start),
          reason: 'console output bypasses the log',
          instead: 'use ctx.log in the server; elsewhere throw, or return what there is to say',
        })),
    )
}

/** Comments that switch a check off say why; what is left to do says what it waits for. */
export function commentManners(files: readonly SourceFile[]): Finding[] {
  const manners: [breach: RegExp, reason: string, instead: string][] = [
    [/@ts-(ignore|nocheck)\b/, 'it hides every later error too', 'use @ts-expect-error with the reason behind it'],
    [/@ts-expect-error\W*$/, 'an expected error without a reason', 'write the reason behind it'],
    [/(oxlint|eslint)-disable(?!.* -- \S)/, 'a check is switched off without a reason', 'end it with ` -- <reason>`'],
    [/\bprettier-ignore\b(?!.* -- \S)/, 'formatting is switched off without a reason', 'end it with ` -- <reason>`'],
    [/\b(FIXME|XXX|HACK)\b/, 'a mark that nobody collects', 'mend it, or write TODO(<what it waits for>)'],
    [/\bTODO\b(?!\([^)\s][^)]*\))/, 'a TODO without a reason', 'mend it, or write TODO(<what it waits for>)'],
  ]
  return files.flatMap((file) =>
    file.comments.flatMap(({ text, line }) =>
      manners
        .filter(([breach]) => breach.test(text))
        .map(([, reason, instead]) => ({ path: file.path, line, reason, instead })),
    ),
  )
}

const testFunctions = ['test', 'it', 'describe', 'suite', 'bench']
/** What is expected to fail proves nothing either: it passes where what it says is broken. */
const notRun = ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fixme', 'fails']

/** A test that does not run proves nothing, and one that runs alone hides the others. */
export function testsRun(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isTest(file.path))
    .flatMap((file) => {
      const found: Finding[] = []
      walk(file.program, (node) => {
        if (node.type !== 'CallExpression') return
        const word = wordThatStops(node)
        if (word === undefined) return
        found.push({
          path: file.path,
          line: lineAt(file, node.start),
          reason: `${word} keeps tests from running, or from failing`,
          instead: 'let it run and pass, or delete it; what a test needs is set up by the test',
        })
      })
      return found
    })
}

function wordThatStops(call: Node): string | undefined {
  const path = dotted(child(call, 'callee')).split('.')
  const asMethod = path.slice(1).find((word) => notRun.includes(word))
  if (asMethod !== undefined) return `.${asMethod}`
  if (!testFunctions.includes(path[0] ?? '')) return undefined
  // So it is called in the browser's tests; elsewhere other things are called so.
  if (path.includes('fail')) return '.fail'
  const options = children(call, 'arguments').filter(({ type }) => type === 'ObjectExpression')
  const keys = options.flatMap((object) => children(object, 'properties').map((one) => nameOf(child(one, 'key'))))
  return keys.find((key) => notRun.includes(key))
}

/** `a.b.c` of a chain of names; calls between them are passed over: `test.each(rows)` is `test.each`. */
function dotted(node: Node | undefined): string {
  if (node === undefined) return ''
  if (node.type === 'Identifier') return nameOf(node)
  if (node.type === 'MemberExpression') {
    return `${dotted(child(node, 'object'))}.${node.computed === true ? '?' : nameOf(child(node, 'property'))}`
  }
  return dotted(child(node, 'callee') ?? child(node, 'expression'))
}
