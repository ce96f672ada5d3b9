import {
  child,
  children,
  type Finding,
  isTypeScript,
  lineAt,
  nameOf,
  nodesOf,
  roomOf,
  type SourceFile,
} from './source.ts'

/** Words that say nothing about what a thing does. */
const emptyWord = /(?:^|[a-z0-9])(Service|Manager|Helper|Util)s?$/
const emptyAlone = /^(managers?|helpers?|utils?)$/i
const emptyFolders = ['utils', 'util', 'helpers', 'helper', 'managers', 'common', 'misc']

/**
 * Names of the domain that end in such a word and mean something: what the catalog sells is a service, and a partner's
 * employee who looks after customers is an account manager. A verb may stand before them: `findService`.
 */
const domainNouns = ['Service', 'CatalogService', 'CloudService', 'AccountManager']
const verbs = ['find', 'get', 'list', 'view', 'visible', 'insert', 'update', 'delete', 'lock', 'add', 'remove', 'read']
verbs.push('publish', 'retire', 'describe', 'set', 'assign', 'unassign', 'replace', 'parse', 'count', 'is', 'has')

const insteadOfName = 'name it after what it does or holds (place-order, priceOf, Ledger)'

/** Names of files and folders. */
export function fileNames(files: readonly SourceFile[]): Finding[] {
  return files
    .filter(({ path }) => isTypeScript(path))
    .flatMap(({ path }) => {
      const folders = path.split('/')
      const base = (folders.pop() ?? '').replace(/(\.(test|d|config))?\.tsx?$/, '')
      const camel = base.replace(/[-.](.)/g, (_, letter: string) => letter.toUpperCase())
      const folder = folders.find((name) => emptyFolders.includes(name))
      const word = folder ? `${folder}/` : isEmpty(camel, path) ? base : undefined
      if (word === undefined) return []
      return [{ path, line: 1, reason: `the name ${word} does not say what is inside`, instead: insteadOfName }]
    })
}

/** Names that other files read: exports, and every class and function. */
export function identifiers(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    declaredNames(file)
      .filter(({ name }) => isEmpty(name, file.path))
      .map(({ name, line }) => ({
        path: file.path,
        line,
        reason: `${name} ends in a word that does not say what it does`,
        instead: `${insteadOfName}; for a term of the domain, add it to domainNouns in tools/tidy/words.ts`,
      })),
  )
}

function isEmpty(name: string, path: string): boolean {
  if (emptyAlone.test(name)) return true
  if (!emptyWord.test(name)) return false
  // The Open Service Broker API calls what it sells a service throughout, so brokers may too.
  if (roomOf(path) === 'brokers' && /Services?$/.test(name)) return false
  const singular = name.replace(/s$/, '')
  return !domainNouns.some((noun) => {
    if (singular === noun || singular === noun.charAt(0).toLowerCase() + noun.slice(1)) return true
    return singular.endsWith(noun) && verbs.includes(singular.slice(0, -noun.length))
  })
}

function declaredNames(file: SourceFile): { name: string; line: number }[] {
  const declarations = nodesOf(file, 'ClassDeclaration', 'FunctionDeclaration')
  for (const node of nodesOf(file, 'ExportNamedDeclaration')) {
    const declared = child(node, 'declaration')
    if (declared?.type === 'VariableDeclaration') declarations.push(...children(declared, 'declarations'))
    else if (declared && !declarations.includes(declared)) declarations.push(declared)
    declarations.push(...children(node, 'specifiers').flatMap((one) => child(one, 'exported') ?? []))
  }
  return declarations.map((node) => ({ name: nameOf(node), line: lineAt(file, node.start) }))
}
