import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { idleWaivers, rules, say, unwaived } from './tidy/rules.ts'
import { isTypeScript, source } from './tidy/source.ts'
import { waivers } from './tidy/waivers.ts'

const root = new URL('../', import.meta.url)

/** Every file that is, or could be, committed. Only TypeScript is read; of other files the names matter. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(new URL(path, root)))
  .map((path) => source(path, isTypeScript(path) ? readFileSync(new URL(path, root), 'utf8') : ''))

/** The first rule reads and parses every file for all of them, which takes its time where others are at work too. */
const readingTimeoutMs = 60_000

describe('tidy', () => {
  test('looks at the project, not at an empty list', () => {
    expect(files.map(({ path }) => path)).toContain('tools/tidy.test.ts')
  })

  test.each(rules)(
    'nothing breaks the rule $name',
    (rule) => {
      const found = unwaived(rule, files, waivers).map(say)
      expect(found).toEqual([])
    },
    readingTimeoutMs,
  )

  test('every waiver is needed and says why', () => {
    expect(idleWaivers(files, waivers)).toEqual([])
  })
})
