/** `npm run prove`: every proof, or those its arguments name, at full figures, with what each has counted. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine, type Count, countOfReport, failuresOfReport, none, type Report, sum } from './ci-counts.ts'

interface Proof {
  readonly says: string
  readonly file: string
  /** Only the tests whose names hold this. */
  readonly only?: string
}

const proofs: readonly Proof[] = [
  { says: 'Bad input is refused, never a fault', file: 'server/bad-input.test.ts' },
  { says: 'No wrong credential comes in', file: 'server/bad-credentials.test.ts' },
  { says: 'Nobody reaches what is not theirs, with both walls', file: 'server/matrix-both-walls.test.ts' },
  { says: 'Nor with the queries alone', file: 'server/matrix-queries-alone.test.ts' },
  {
    says: 'Nor with row-level security alone; and without any wall it shows',
    file: 'server/matrix-rows-alone.test.ts',
  },
  { says: 'What is ended is final', file: 'server/revoke-race.test.ts' },
  { says: 'Whoever listens hears no more, within a second', file: 'server/event-streams-end.test.ts' },
  { says: 'One decision stands', file: 'server/decision-race.test.ts' },
  { says: 'Checking authority costs little', file: 'server/authority-cost.test.ts' },
  { says: 'Two servers do what a plain model says', file: 'server/model.test.ts' },
  { says: 'Whoever has changed a row is named by one event', file: 'server/every-change-has-its-event.test.ts' },
  { says: 'An acknowledged order outlives a crash, once', file: 'server/crash.test.ts' },
  {
    says: 'A limit is never passed, and one key orders once',
    file: 'server/modules/orders/place-order.test.ts',
    only: 'racing|retries',
  },
]

const root = fileURLToPath(new URL('../', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')

const named = process.argv.slice(2)
const asked = proofs.filter(({ file }) => named.length === 0 || named.some((name) => file.includes(name)))
const counts = asked.map(prove)
const count = sum(counts)
console.log(closingLine(count))
process.exitCode = count.failed === 0 ? 0 : 1

function prove({ says, file, only }: Proof): Count {
  const folder = mkdtempSync(join(tmpdir(), 'procura-prove-'))
  const report = join(folder, 'report.json')
  const figures = join(folder, 'figures')
  console.log(`── ${says} (${file})`)
  const since = performance.now()
  const args = ['run', file, '--reporter=json', `--outputFile.json=${report}`, ...(only ? ['-t', only] : [])]
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PROVE: '1', PROVE_FIGURES: figures },
  })
  const found = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : undefined
  const tests = found?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
  for (const { status: result, fullName } of tests) {
    if (result === 'passed' || result === 'failed') console.log(`${result === 'passed' ? 'ok  ' : 'FAIL'} ${fullName}`)
  }
  if (existsSync(figures))
    console.log(
      readFileSync(figures, 'utf8')
        .replaceAll(/^(?=.)/gm, '     ')
        .trimEnd(),
    )
  if (found) for (const failure of failuresOfReport(found)) console.log(failure)
  else console.log(stdout, stderr)
  console.log(`     ${Math.round((performance.now() - since) / 1000)} s`)
  rmSync(folder, { recursive: true })
  const seen = found ? countOfReport(found) : none
  // Nothing that ran proves nothing, and vitest also fails for reasons outside any test.
  const isSound = status === 0 && seen.passed > 0
  return { ...seen, failed: isSound ? seen.failed : Math.max(1, seen.failed) }
}
