/** `npm test`: all tests, or those its arguments name, and the closing line that CI and people look for. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine, type Count, countOfReport, none } from './ci-counts.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const folder = mkdtempSync(join(tmpdir(), 'procura-test-'))
const report = join(folder, 'report.json')

const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
const count = read()
rmSync(folder, { recursive: true })
// Vitest also fails for reasons outside any test, such as an error that nobody caught.
const failed = status === 0 ? count.failed : Math.max(1, count.failed)
console.log(closingLine({ ...count, failed }))
process.exitCode = failed === 0 ? 0 : 1

function read(): Count {
  try {
    return countOfReport(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countOfReport>[0])
  } catch {
    // Without a report vitest did not come to its end, which its exit code says too.
    return { ...none, failed: 1 }
  }
}
