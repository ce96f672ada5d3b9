import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const at = (path: string) => new URL(`../${path}`, import.meta.url)
const papers = readFileSync(at('docs/security.md'), 'utf8')

/** The lists of `docs/security.md` that name tests for each promise, and the folder of what they name without one. */
const lists = [
  ['The authorization, line by line', 'server/modules/authorizations'],
  ['Switching role, line by line', 'server/modules/acting'],
] as const

/** A test that a promise names, as its name stands in the source: with the places that cases fill in. */
interface Named {
  readonly file: string
  readonly name: string
}

interface Promised {
  readonly promise: string
  readonly tests: readonly Named[]
}

function promisesOf(heading: string, folder: string): Promised[] {
  const [, after = ''] = papers.split(`## ${heading}\n`)
  const [section = ''] = after.split('\n## ')
  const [, ...items] = section.split(/\n- \*\*/)
  return items.map((item) => {
    const [promise = '', told = ''] = item.replaceAll(/\s+/g, ' ').split('**: ')
    const files = told.split(/`(?=[^`]+\.(?:test|spec)\.ts`)/).slice(1)
    return {
      promise,
      tests: files.flatMap((part) => {
        const [path = '', names = ''] = part.split('`: ')
        const file = path.includes('/') ? path : `${folder}/${path}`
        return [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name }))
      }),
    }
  })
}

/** The source of a file without its comments: a test in one of them does not run. */
const sourceOf = (file: string): string =>
  existsSync(at(file)) ? readFileSync(at(file), 'utf8').replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '') : ''

/** What a test, a group of them or one of their cases is called there: the first words of a call or of a list. */
function namesIn(file: string): Set<string> {
  const found = sourceOf(file).matchAll(/(?:[([]|\bname: |^ {2})\s*(['`])((?:(?!\1).)+)\1(?:,|: \[)/gm)
  return new Set([...found].map(([, , name = '']) => name))
}

/** The source of the tests that are called so in a browser test's file, each to where the next one begins. */
const textsOf = ({ file, name }: Named): string[] =>
  sourceOf(file)
    .split(/^test(?=[.(])/m)
    .filter((text) => text.slice(0, text.indexOf('=>')).includes(`'${name}'`))

const promised = lists.flatMap(([heading, folder]) => promisesOf(heading, folder))

test('every promise of consent and acting names a test, and every test that is named is there', () => {
  const nameless = promised.filter(({ tests }) => tests.length === 0).map(({ promise }) => promise)
  const lost = promised.flatMap(({ tests }) => tests).filter(({ file, name }) => !namesIn(file).has(name))

  expect(nameless).toEqual([])
  expect(lost).toEqual([])
})

test('both lists were read to their end, and the beginning of a name is not the name', () => {
  const lastOf = ([heading, folder]: (typeof lists)[number]) => promisesOf(heading, folder).at(-1)?.promise
  expect(lists.map(lastOf)).toEqual([
    'records are never deleted',
    'every record carries whom it is for, and member, partner, authorization and acting session',
  ])
  expect(namesIn('server/modules/authorizations/records-stay.test.ts').has('records are never deleted')).toBe(false)
})

/**
 * That a name stands there says nothing of a test that is skipped or asserts nothing. The first is refused by tidy's
 * rule `tests-run` in every test file, those of the browser too; the second fails by `requireAssertions` of vitest.
 * Playwright has nothing like it, so a browser test that is named here is looked into.
 */
test('every browser test that is named expects something, where vitest asks it of the others by itself', () => {
  const ofBrowser = promised.flatMap(({ tests }) => tests).filter(({ file }) => file.endsWith('.spec.ts'))
  const idle = ofBrowser.filter((named) => !textsOf(named).some((text) => /\bexpect[\w.]*\(/.test(text)))

  expect(ofBrowser.length).toBeGreaterThan(4)
  expect(idle).toEqual([])
})
