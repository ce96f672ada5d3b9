import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProof, tellFigures } from './testing/figures.ts'
import { anyCommand, opening } from './testing/model/stories.ts'
import { openStage, Tenant } from './testing/model/tenant.ts'
import type { Passing, Stage } from './testing/model/tenant.ts'
import { World } from './testing/model/world.ts'

/** Sequences run side by side, each for a customer of its own. A lane has a seed and repeats itself by that alone. */
const laneCount = 10
const sequences = isProof ? 5000 : 500
const sequencesByClock = isProof ? 200 : 10
const mostSteps = 40
const limitMs = 3_600_000

/** `MODEL_SEED` runs the lane of that seed alone, as a failure names it. */
const given = process.env['MODEL_SEED']
const firstSeed = Number(given ?? (isProof ? Math.trunc(performance.timeOrigin) % 1_000_000_000 : 20_261_123))

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const seen = new Map<string, number>()
const sum = { sequences: 0, steps: 0 }

function hear(kind: string, outcome: string): void {
  sum.steps += 1
  const words = `${kind}: ${outcome}`
  seen.set(words, (seen.get(words) ?? 0) + 1)
}

/** Runs sequences one after another; what comes back is how the first of them failed, in its shortest form. */
async function runLane(seed: number, numRuns: number, passing: Passing): Promise<string> {
  const commands = fc.commands([anyCommand(hear)], { maxCommands: mostSteps - 3, size: 'max' })
  const property = fc.asyncProperty(fc.option(opening(hear)), commands, async (first, steps) => {
    const tenant = await Tenant.open(stage, passing)
    const world = new World()
    for (const step of first ?? []) await step.run(world, tenant)
    await fc.asyncModelRun(() => ({ model: world, real: tenant }), steps)
    sum.sequences += 1
  })
  const run = await fc.check(property, { seed, numRuns, endOnFailure: given === undefined })
  if (!run.failed) return ''
  const story = fc.stringify(run.counterexample)
  return `MODEL_SEED=${seed}: ${String(run.errorInstance)}\n${story}`
}

test(
  `two servers do what a plain model says, in ${sequences} sequences of up to ${mostSteps} steps, seed ${firstSeed}`,
  async () => {
    const seeds = given === undefined ? Array.from({ length: laneCount }, (_, lane) => firstSeed + lane) : [firstSeed]

    const failures = await Promise.all(seeds.map((seed) => runLane(seed, sequences / laneCount, 'for one customer')))

    expect(failures.filter((failure) => failure !== '')).toEqual([])
  },
  limitMs,
)

test(
  'and they do when time passes by the one clock of all',
  async () => {
    expect(await runLane(firstSeed, sequencesByClock, 'for everybody')).toBe('')
  },
  limitMs,
)

/** Refusals of an order on behalf that the sequences must have come upon, each predicted by the model. */
const walls = [
  'acting_session',
  'acting_session,authorization',
  'authorization',
  'authorization_month_amount',
  'authorization_order_amount',
  'authorization_order_count',
  'budget',
  'customer_frozen',
  'role',
]

test('the sequences came upon what they are to prove: every wall, every end, and orders that went through', () => {
  tellFigures(`The model, seed ${firstSeed}`, { ...sum, 'kinds of outcome': seen.size })
  const outcomes = [...seen.keys()]
  const met = (wall: string) =>
    outcomes.some((outcome) => outcome.startsWith('order on behalf: 403') && outcome.endsWith(` ${wall}`))
  expect(walls.filter((wall) => !met(wall))).toEqual([])
  for (const outcome of ['request: 201', 'approve: 200', 'switch role: 201', 'revoke: 200', 'order on behalf: 201'])
    expect([outcome, (seen.get(outcome) ?? 0) > sum.sequences / 10]).toEqual([outcome, true])
  expect(outcomes).toEqual(
    expect.arrayContaining([
      'approve: 422 widening_refused maxOrders',
      'approve order: 200',
      'approve order: 403 not_allowed customer_frozen',
      'cancel order: 200',
      'pay order: 200',
      'pay order: 403 not_allowed customer_frozen',
      'reject order: 200',
      'request: 409 authorization_open active',
      'revoke: 409 authorization_not_open expired',
      'switch role: 403 not_allowed distributor_permission',
    ]),
  )
})
