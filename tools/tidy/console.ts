import { moduleLine } from './imports.ts'
import { child, children, type Finding, isTest, lineAt, nameOf, type Node, nodesOf, type SourceFile } from './source.ts'

const isConsole = ({ path }: SourceFile) => path.startsWith('console/') && !isTest(path)

/** Attributes whose value is read by people, or read out to them. */
const spokenAttribute = /^(aria-?label|alt|title|label|header|text|description|placeholder|\w+(Text|AriaLabel))$/i
const letter = /\p{L}/u

/** Every word on screen stands in the catalogue, or half of the readers could not read it. */
export function screenTexts(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isConsole(file) && file.path.endsWith('.tsx'))
    .flatMap((file) => {
      const inText = nodesOf(file, 'JSXText').filter(({ value }) => letter.test(String(value)))
      const inBraces = nodesOf(file, 'JSXElement', 'JSXFragment')
        .flatMap((element) => children(element, 'children'))
        .flatMap((inside) => wordsIn(child(inside, 'expression')))
      const inAttributes = nodesOf(file, 'JSXAttribute')
        .filter((attribute) => spokenAttribute.test(nameOf(child(attribute, 'name'))))
        .flatMap((attribute) => wordsIn(child(child(attribute, 'value'), 'expression') ?? child(attribute, 'value')))
      return [...inText, ...inBraces, ...inAttributes].map((node) => ({
        path: file.path,
        line: lineAt(file, node.start),
        reason: 'a text outside the catalogue is in one language only',
        instead: "put it into console/text/en and zh-CN, and say t('…')",
      }))
    })
}

/** A page is found by its address, which only one file spells, so that it can change there. */
export function urlPlace(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isConsole(file) && !['console/paths.ts', 'console/vite.config.ts'].includes(file.path))
    .flatMap((file) =>
      nodesOf(file, 'Literal', 'TemplateElement')
        .filter((node) => /^\/[a-z$]/.test(textOf(node)))
        .map((node) => ({
          path: file.path,
          line: lineAt(file, node.start),
          reason: `${textOf(node)} is an address, which only console/paths.ts spells`,
          instead: 'take it from paths, patterns or customerPathsOf',
        })),
    )
}

/** A reader of the console finds a part by its name: a file to a component, in the module it is about. */
export function consoleKinds(files: readonly SourceFile[]): Finding[] {
  return files.filter(isConsole).flatMap((file) => {
    const found: Finding[] = []
    const add = (reason: string, instead: string) => found.push({ path: file.path, line: 1, reason, instead })
    const [, , under, module = ''] = file.path.split('/')
    const name = file.path.slice(file.path.lastIndexOf('/') + 1)
    if (under === 'modules' && !moduleLine.includes(module))
      add(`${module} is no module of the server`, 'use the module that owns what the page shows')
    if (/\.tsx?$/.test(name) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.config)?\.tsx?$/.test(name))
      add(`${name} is not in kebab case`, 'name it like customers-page.tsx')
    const components = /^console\/(app|ui)\/.*\.tsx$/.test(file.path) ? exportedComponents(file) : []
    if (components.length > 1)
      add(`${name} exports ${components.join(' and ')}`, 'give each component a file of its own')
    return found
  })
}

/** A string that stands there as it is, also as one side of a choice. */
function wordsIn(node: Node | undefined): Node[] {
  if (node?.type === 'ConditionalExpression')
    return [...wordsIn(child(node, 'consequent')), ...wordsIn(child(node, 'alternate'))]
  if (node?.type === 'LogicalExpression') return wordsIn(child(node, 'right'))
  const isText = node?.type === 'Literal' && typeof node.value === 'string'
  return node && isText && letter.test(String(node.value)) ? [node] : []
}

function textOf(node: Node): string {
  const value = node.type === 'TemplateElement' ? (node.value as { readonly raw?: unknown }).raw : node.value
  return typeof value === 'string' ? value : ''
}

function exportedComponents(file: SourceFile): string[] {
  return nodesOf(file, 'ExportNamedDeclaration')
    .map((node) => child(node, 'declaration'))
    .filter((node) => node?.type === 'FunctionDeclaration')
    .map((node) => nameOf(node))
    .filter((name) => /^[A-Z]/.test(name))
}
