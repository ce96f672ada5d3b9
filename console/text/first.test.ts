import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { en } from './en/index.ts'
import { first } from './en/first.ts'
import { first as chinese } from './zh-CN/first.ts'

const root = new URL('../../', import.meta.url).pathname
const folders: Readonly<Record<string, string>> = {
  '#console/': 'console/',
  '#contract/': 'contract/',
  '#sdk/': 'sdk/',
}

/** What a file imports at once; types are not there when it runs, and what is imported later is another chunk. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^import (?!type )(?:[^;'\n]|\n(?!import))*?'([^']+)'/gm)].map((found) => found[1] ?? '')
}

function pathOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const alias = Object.keys(folders).find((prefix) => specifier.startsWith(prefix))
  return alias && `${folders[alias]}${specifier.slice(alias.length)}`
}

/** A file with all files of ours that come with it. */
function loadedWith(path: string, loaded = new Map<string, string>()): Map<string, string> {
  if (loaded.has(path) || !/\.tsx?$/.test(path) || !existsSync(posix.join(root, path))) return loaded
  const text = readFileSync(posix.join(root, path), 'utf8')
  loaded.set(path, text)
  for (const specifier of importsOf(text)) {
    const imported = pathOf(specifier, path)
    if (imported !== undefined) loadedWith(imported, loaded)
  }
  return loaded
}

/** Everything that somebody loads who only wants to sign in. */
const beforeSigningIn = loadedWith('console/app/modules/identity/sign-in-page.tsx', loadedWith('console/main.tsx'))

test('the sign-in page is looked at with all that it is made of', () => {
  const paths = [...beforeSigningIn.keys()]
  for (const part of ['console/app/modules/identity/sign-in-form.tsx', 'sdk/client.ts', 'console/routes.tsx'])
    expect(paths).toContain(part)
  expect(paths).not.toContain('console/ui/frame/frame.tsx')
})

test('whoever is not signed in reads no text that comes only with the rest', () => {
  const sources = [...beforeSigningIn.values()]
  const said = (key: string) => sources.some((text) => text.includes(`'${key}'`) || text.includes(`"${key}"`))
  expect(Object.keys(en).filter((key) => said(key) && !(key in first))).toEqual([])
})

test('nobody loads the schemas of the contract only to sign in: they weigh as much as all of React', () => {
  const withSchemas = [...beforeSigningIn].filter(([, text]) => importsOf(text).includes('zod'))
  expect(withSchemas.map(([path]) => path)).toEqual([])
})

test('the first part is the same in both languages', () => {
  expect(Object.keys(chinese).toSorted()).toEqual(Object.keys(first).toSorted())
})
