/**
 * `npm test`: all tests, or those of the server and the rest that its arguments name, and the closing line that CI and
 * people look for. Tests in the browser that somebody wants to choose are chosen by `npm run test:e2e`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine, type Count, countOfReport, failuresOfReport, none, type Report, sum } from './ci-counts.ts'
import { testInBrowser } from './test-e2e.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const chosen = process.argv.slice(2)
const { count: ownCount, failures } = runVitest(chosen)
const count = chosen.length === 0 ? sum([ownCount, await testInBrowser([])]) : ownCount
if (failures.length > 0) console.log(['\nfailed outside the browser:', ...failures].join('\n'))
console.log(closingLine(count))
process.exitCode = count.failed === 0 ? 0 : 1

interface Outcome {
  count: Count
  failures: string[]
}

function runVitest(args: readonly string[]): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'procura-test-'))
  const file = join(folder, 'report.json')
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { cwd: root, stdio: 'inherit' },
  )
  const { count, failures } = readReport(file)
  rmSync(folder, { recursive: true })
  // Vitest also fails for reasons outside any test, such as an error that nobody caught.
  return { count: status === 0 ? count : { ...count, failed: Math.max(1, count.failed) }, failures }
}

function readReport(file: string): Outcome {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    return { count: countOfReport(report), failures: failuresOfReport(report) }
  } catch {
    // Without a report vitest did not come to its end, which its exit code says too.
    return { count: { ...none, failed: 1 }, failures: ['vitest, which left no report'] }
  }
}
