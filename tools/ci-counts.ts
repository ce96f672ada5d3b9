/** How many checks passed and how many failed: what every step of CI comes down to. */
export interface Count {
  passed: number
  failed: number
}

export const none: Count = { passed: 0, failed: 0 }

export const sum = (counts: readonly Count[]): Count =>
  counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), none)

export const closingLine = ({ passed, failed }: Count) => `${passed} passed, ${failed} failed`

/** The part of vitest's JSON report that counts. */
export interface Report {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

/** Counts tests; a file that failed without a failed test (it did not load, or its setup broke) counts as one. */
export function countOfReport(report: Report): Count {
  return sum(
    report.testResults.map((file) => {
      const of = (status: string) => file.assertionResults.filter((test) => test.status === status).length
      const failed = of('failed')
      return { passed: of('passed'), failed: failed === 0 && file.status === 'failed' ? 1 : failed }
    }),
  )
}

/** What failed and why, each in few lines, for the end of an output whose beginning may be lost. */
export function failuresOfReport(report: Report): string[] {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return file.status === 'failed' ? [inFewLines(file.name, file.message)] : []
    return failed.map((test) => inFewLines(`${file.name} > ${test.fullName}`, test.failureMessages.join('\n')))
  })
}

const inFewLines = (what: string, why: string) => [what, ...why.split('\n').slice(0, 12)].join('\n    ')

/** The part of Playwright's JSON report that counts. */
interface BrowserReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/**
 * Counts tests in the browser. One that passed only when it was tried again has failed, one that was left out has
 * tested nothing, and an error outside any test counts as well.
 */
export function countOfPlaywright({ stats, errors }: BrowserReport): Count {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }
}

/**
 * What a finished program says about itself: its closing line when it has one, else its exit code. An exit code that
 * contradicts the closing line counts as one more failure, for a program that dies after its last line has failed.
 */
export function countOfProgram(output: string, exitCode: number | null): Count {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last.trim()) ?? []
  const claimed = passed === undefined ? none : { passed: Number(passed), failed: Number(failed) }
  if (exitCode !== 0) return { passed: claimed.passed, failed: Math.max(1, claimed.failed) }
  return passed === undefined ? { passed: 1, failed: 0 } : claimed
}
