import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCloud } from '#server/testing/cloud.ts'
import type { Cloud } from '#server/testing/cloud.ts'
import { mortalJobs, outcomeOf, paidOrder, runRounds } from '#server/testing/cloud-orders.ts'
import type { Fault } from '#server/testing/faulty-broker.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office } from '#server/testing/office.ts'

let office: Office
let cloud: Cloud
let customer: CustomerScene

beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  cloud = await openCloud(office)
  customer = await office.customer(await office.partner('solution_provider'))
})
afterEach(() => cloud.stop())
afterAll(() => office.close())

const faults: Fault[] = ['refused', 'garbled', 'cut', 'lost', 'hidden', 'silent']
const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id).toSorted()

test.each(Array.from({ length: 24 }, (_, place) => place))(
  'a process that dies at its step %i loses nothing and doubles nothing',
  async (deadly) => {
    let step = 0
    const jobs = mortalJobs(() => step++ === deadly)
    const orderId = await paidOrder(office, customer, [
      { quantity: 2, termMonths: 1 },
      { planId: 'ecs.p3-gpu.8xlarge' },
    ])

    await runRounds(office, { jobs })

    const { state, resources } = await outcomeOf(office, orderId)
    expect(step).toBeGreaterThan(deadly)
    expect(state).toBe('partially_completed')
    const alive = resources.filter(({ status }) => status === 'in_use')
    expect(alive).toHaveLength(2)
    expect(ids(cloud.instances())).toEqual(ids(alive))
    expect(cloud.everSeen()).toHaveLength(3)
  },
)

/** The same numbers for the same seed, so that a failing run can be had again. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

test.each([1, 2, 3])('faults of all kinds and dying processes at once, by the dice of seed %i', async (seed) => {
  const chance = chances(seed)
  cloud.proxy.choose(() => (chance() < 0.5 ? (faults[Math.floor(chance() * faults.length)] ?? 'none') : 'none'))
  const jobs = mortalJobs(() => chance() < 0.1, 100)
  const orders: string[] = []
  for (let count = 0; count < 6; count++)
    orders.push(
      await paidOrder(office, customer, [
        { quantity: 1 + (count % 3), termMonths: 1 },
        { planId: count % 2 === 0 ? 'evs.ssd' : 'ecs.p3-gpu.8xlarge', ...(count % 2 === 0 ? volume : {}) },
      ]),
    )

  await runRounds(office, { jobs })

  const outcomes = await Promise.all(orders.map((id) => outcomeOf(office, id)))
  expect(outcomes.map(({ state }) => state)).toEqual(
    orders.map((_, count) => (count % 2 === 0 ? 'completed' : 'partially_completed')),
  )
  const resources = outcomes.flatMap((outcome) => outcome.resources)
  expect(ids(cloud.instances())).toEqual(ids(resources.filter(({ status }) => status !== 'closed')))
  expect(cloud.everSeen().toSorted()).toEqual(ids(resources))
  const summary = await office.owner.query('select live_resources from customer_summaries where customer_id = $1', [
    customer.id,
  ])
  expect(summary.rows).toEqual([{ live_resources: 15 }])
})

const volume = { parameters: { availabilityZone: 'eu-west-101a', sizeGiB: 20 } }
