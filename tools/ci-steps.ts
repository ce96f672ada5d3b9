/** What CI does after `npm ci`: every check, every test, every acceptance program; the last line is the sum. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runAcceptance } from './ci-acceptance.ts'
import { closingLine, type Count, sum } from './ci-counts.ts'
import { runProgram } from './ci-program.ts'

const stepLimitMs = 60 * 60_000
const acceptance = fileURLToPath(new URL('../../shared/acceptance/', import.meta.url))

const counts: Count[] = []
for (const script of ['format', 'lint', 'types', 'unused', 'test']) {
  console.log(`\n── npm run ${script}`)
  counts.push(await runProgram('npm', ['run', '--silent', script], stepLimitMs))
}
if (existsSync(acceptance)) counts.push(await runAcceptance(acceptance))
else console.log('\n── acceptance: left out, for there are no programs beside the checkout')

const total = sum(counts)
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1
