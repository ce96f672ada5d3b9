/**
 * `npm test`: all tests, or those of the server and the rest that its arguments name, and the closing line that CI and
 * people look for. Tests in the browser that somebody wants to choose are chosen by `npm run test:e2e`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine, type Count, countOfReport, none, sum } from './ci-counts.ts'
import { testInBrowser } from './test-e2e.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const chosen = process.argv.slice(2)
const counts = [runVitest(chosen)]
if (chosen.length === 0) counts.push(await testInBrowser([]))
const count = sum(counts)
console.log(closingLine(count))
process.exitCode = count.failed === 0 ? 0 : 1

function runVitest(args: readonly string[]): Count {
  const folder = mkdtempSync(join(tmpdir(), 'procura-test-'))
  const report = join(folder, 'report.json')
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, stdio: 'inherit' },
  )
  const found = readReport(report)
  rmSync(folder, { recursive: true })
  // Vitest also fails for reasons outside any test, such as an error that nobody caught.
  return status === 0 ? found : { ...found, failed: Math.max(1, found.failed) }
}

function readReport(report: string): Count {
  try {
    return countOfReport(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countOfReport>[0])
  } catch {
    // Without a report vitest did not come to its end, which its exit code says too.
    return { ...none, failed: 1 }
  }
}
