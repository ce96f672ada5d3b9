import { expect, test } from 'vitest'
import { countOfPlaywright, countOfProgram, countOfReport, failuresOfReport } from './ci-counts.ts'

test.each([
  ['checked\n3 passed, 0 failed\n', 0, { passed: 3, failed: 0 }],
  ['3 passed, 2 failed', 1, { passed: 3, failed: 2 }],
  ['3 passed, 0 failed\n', 1, { passed: 3, failed: 1 }],
  ['3 passed, 0 failed\n', null, { passed: 3, failed: 1 }],
  ['3 passed, 0 failed\nand more\n', 0, { passed: 1, failed: 0 }],
  ['All matched files use the right style', 0, { passed: 1, failed: 0 }],
  ['', 2, { passed: 0, failed: 1 }],
])('a program that prints %j and exits with %j counts as %j', (output, exitCode, count) => {
  expect(countOfProgram(output, exitCode)).toEqual(count)
})

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  message: status === 'failed' ? 'it did not load' : '',
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `it ${one}`,
    failureMessages: one === 'failed' ? ['expected 1\n    at here'] : [],
  })),
})

test('tests that were left out count neither way, and a file that did not load counts as failed', () => {
  expect(countOfReport({ testResults: [file('passed', 'passed', 'passed', 'skipped')] })).toEqual({
    passed: 2,
    failed: 0,
  })
  expect(countOfReport({ testResults: [file('failed', 'passed', 'failed')] })).toEqual({ passed: 1, failed: 1 })
  expect(countOfReport({ testResults: [file('failed'), file('failed', 'skipped')] })).toEqual({ passed: 0, failed: 2 })
})

test('what failed is told by file, name and reason: the tests, or the file that did not load', () => {
  const testResults = [file('passed', 'passed'), file('failed', 'failed', 'passed'), file('failed')]
  expect(failuresOfReport({ testResults })).toEqual([
    'a.test.ts > it failed\n    expected 1\n        at here',
    'a.test.ts\n    it did not load',
  ])
})

test('in the browser nothing but a test that passed at once counts as passed', () => {
  const clean = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }
  expect(countOfPlaywright({ stats: clean, errors: [] })).toEqual({ passed: 3, failed: 0 })
  const stats = { expected: 3, unexpected: 4, flaky: 5, skipped: 6 }
  expect(countOfPlaywright({ stats, errors: [{}, {}] })).toEqual({ passed: 3, failed: 17 })
})
