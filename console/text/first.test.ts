import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { first as chinese } from './zh-CN/first.ts'
import { en } from './en/index.ts'
import { first } from './en/first.ts'

const root = new URL('../', import.meta.url).pathname
const isConsole = (path: string) => path.startsWith('#console/') || path.startsWith('.')

/** A file of the console with all that it imports at once; what is imported later is another chunk. */
function loadedWith(path: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(path) || path.endsWith('.css')) return seen
  const text = readFileSync(posix.join(root, path), 'utf8')
  seen.set(path, text)
  for (const [, specifier = ''] of text.matchAll(/^import (?!type )(?:[^;'\n]|\n(?!import))*?'([^']+)'/gm)) {
    if (!isConsole(specifier)) continue
    const from = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : specifier.slice('#console/'.length)
    loadedWith(from, seen)
  }
  return seen
}

test('whoever is not signed in reads no text that comes only with the rest', () => {
  const loaded = [loadedWith('main.tsx'), loadedWith('app/modules/identity/sign-in-page.tsx')]
  const sources = new Map(loaded.flatMap((files) => [...files]))
  expect([...sources.keys()]).toContain('app/modules/identity/sign-in-form.tsx')

  const said = (key: string) =>
    [...sources.values()].some((text) => text.includes(`'${key}'`) || text.includes(`"${key}"`))
  expect(Object.keys(en).filter((key) => said(key) && !(key in first))).toEqual([])
})

test('the first part is the same in both languages', () => {
  expect(Object.keys(chinese).toSorted()).toEqual(Object.keys(first).toSorted())
})
