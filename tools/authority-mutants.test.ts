import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './authority-mutants/list.ts'

const at = (path: string) => new URL(`../${path}`, import.meta.url)

test('every mutant finds its check exactly once, and its killer is there', () => {
  const lost = mutants.filter(
    ({ file, from, killer }) => readFileSync(at(file), 'utf8').split(from).length !== 2 || !existsSync(at(killer)),
  )
  expect(lost.map(({ file, says }) => `${file}: ${says}`)).toEqual([])
})

test('no two mutants have one name, and each changes something', () => {
  const names = mutants.map(({ file, says }) => `${file}: ${says}`)
  expect(new Set(names).size).toBe(names.length)
  expect(mutants.filter(({ from, to }) => from === to)).toEqual([])
})
