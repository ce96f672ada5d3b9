import {
  child,
  type Finding,
  isTest,
  isTypeScript,
  lineAt,
  nameOf,
  type Node,
  type SourceFile,
  walk,
} from './source.ts'

const maxFileLines = 300
const maxFunctionLines = 70
const maxLineLength = 120

/** What people read on screen, a text to a line. */
const catalogue = /^console\/text\/(en|zh-CN)\/[a-z-]+\.ts$/

export function fileSizes(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isTypeScript(file.path) && file.lines.length > maxFileLines)
    .map((file) => ({
      path: file.path,
      line: maxFileLines + 1,
      reason: `${file.lines.length} lines, where ${maxFileLines} are the most`,
      instead: 'split it by what it is about, each part with a name of its own',
    }))
}

export function functionSizes(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => {
    const found: Finding[] = []
    walk(file.program, (node, parent) => {
      if (!/^(Arrow)?Function(Declaration|Expression)$/.test(node.type)) return
      if (isTest(file.path) && isDescribe(parent)) return
      const line = lineAt(file, node.start)
      const size = lineAt(file, node.end) - line + 1
      if (size <= maxFunctionLines) return
      const name = nameOf(node) || nameOf(parent) || nameOf(child(parent, 'key')) || 'this function'
      found.push({
        path: file.path,
        line,
        reason: `${name} has ${size} lines, where ${maxFunctionLines} are the most`,
        instead: 'give its parts names, and let it read as the list of them',
      })
    })
    return found
  })
}

/** Prettier never breaks a string: a long one passes only as data of a test, a text of the console, or an address. */
export function lineLengths(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isTypeScript(file.path))
    .flatMap((file) => {
      const long = file.lines.flatMap((text, index) => (text.length > maxLineLength ? [index] : []))
      const mayBeLong = isTest(file.path) || catalogue.test(file.path)
      const excused = long.length > 0 && mayBeLong ? linesOfLongStrings(file) : new Set<number>()
      return long
        .filter((index) => !excused.has(index + 1) && !/\bhttps?:\/\//.test(file.lines[index] ?? ''))
        .map((index) => ({
          path: file.path,
          line: index + 1,
          reason: `${file.lines[index]?.length} characters, where ${maxLineLength} are the most`,
          instead: 'run `npm run format:write`; break long strings and comments by hand',
        }))
    })
}

function isDescribe(parent: Node | undefined): boolean {
  let callee = parent?.type === 'CallExpression' ? child(parent, 'callee') : undefined
  while (callee && callee.type !== 'Identifier') callee = child(callee, 'object') ?? child(callee, 'callee')
  return nameOf(callee) === 'describe'
}

function linesOfLongStrings(file: SourceFile): Set<number> {
  const lines = new Set<number>()
  walk(file.program, (node) => {
    if (!['Literal', 'TemplateElement'].includes(node.type) || node.end - node.start < 60) return
    for (let line = lineAt(file, node.start); line <= lineAt(file, node.end); line++) lines.add(line)
  })
  return lines
}
