import { parseAst } from 'vitest/node'

/** One file of the project, as the rules see it; parsed only when a rule asks. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
  /** Undefined when the file is not TypeScript, or does not parse. */
  readonly program: Node | undefined
  readonly comments: readonly Comment[]
  readonly imports: readonly Import[]
}

/** One breach of a house rule: where, why it is one, and what to do instead. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly reason: string
  readonly instead: string
}

export interface Rule {
  readonly name: string
  readonly check: (files: readonly SourceFile[]) => Finding[]
}

/** A node of the ESTree that vitest's own parser returns; the parser's types have no name we could import. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

interface Comment {
  readonly text: string
  readonly line: number
}

export interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
  readonly line: number
}

export function source(path: string, text: string): SourceFile {
  let program: Node | undefined
  let parsed = false
  return {
    path,
    text,
    lines: text.replace(/\n$/, '').split('\n'),
    get program() {
      if (!parsed) program = parse(path, text)
      parsed = true
      return program
    },
    get comments() {
      return commentsOf(this)
    },
    get imports() {
      return importsOf(this)
    },
  }
}

export const isTypeScript = (path: string) => /\.tsx?$/.test(path)

/** Tests, and what only tests use: such code may reach into every room it has to prove. */
export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /(^|\/)(testing|e2e)\//.test(path)

export const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')

/** `orders` of `server/modules/orders/place-order.ts`. */
export const moduleOf = (path: string) => /^server\/modules\/([^/]+)\//.exec(path)?.[1]

export const lineAt = (file: SourceFile, offset: number) => file.text.slice(0, offset).split('\n').length

/** Visits every node once, parents before children; the second argument is the parent. */
export function walk(
  root: Node | undefined,
  visit: (node: Node, parent: Node | undefined) => void,
  parent?: Node,
): void {
  if (root === undefined) return
  visit(root, parent)
  for (const value of Object.values(root)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, root)
    }
  }
}

/** All nodes of the given types in a file. */
export function nodesOf(file: SourceFile, ...types: string[]): Node[] {
  const found: Node[] = []
  walk(file.program, (node) => {
    if (types.includes(node.type)) found.push(node)
  })
  return found
}

export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key]
  return isNode(value) ? value : undefined
}

export function children(node: Node | undefined, key: string): Node[] {
  const value = node?.[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The name of an identifier, or of what a declaration declares. */
export function nameOf(node: Node | undefined): string {
  if (typeof node?.name === 'string') return node.name
  if (typeof node?.value === 'string') return node.value
  return node === undefined ? '' : nameOf(child(node, 'id'))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function parse(path: string, text: string): Node | undefined {
  if (!isTypeScript(path)) return undefined
  try {
    return parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node
  } catch {
    // The type checker reports files that do not parse, and the rule `parses` names them here.
    return undefined
  }
}

/** Comments are what looks like one outside every literal, so a `//` in a string is not taken for one. */
function commentsOf(file: SourceFile): Comment[] {
  const literals = nodesOf(file, 'Literal', 'TemplateElement', 'JSXText').map(({ start, end }) => ({ start, end }))
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  let code = file.text
  for (const { start, end } of literals) code = code.slice(0, start) + blank(code.slice(start, end)) + code.slice(end)
  return [...code.matchAll(/\/\/[^\n]*|\/\*[^]*?\*\//g)].map((match) => ({
    text: match[0],
    line: lineAt(file, match.index),
  }))
}

function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  for (const node of nodesOf(
    file,
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  )) {
    const specifier = child(node, 'source')?.value
    if (typeof specifier !== 'string') continue
    const typeOnly = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
    found.push({ specifier, typeOnly, line: lineAt(file, node.start) })
  }
  return found
}
