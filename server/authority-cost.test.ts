import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { askGate as AskGate, Passed } from '#kernel/gate.ts'
import { insertCatalog } from './testing/catalog.ts'
import { isProof, tellFigures } from './testing/figures.ts'
import { openOffice } from './testing/office.ts'
import type { Office } from './testing/office.ts'
import { openOnBehalf } from './testing/orders.ts'
import type { OnBehalf } from './testing/orders.ts'

/** While this holds what a gate has once found, no request is asked for its right. The server has no such switch. */
const harness = vi.hoisted(() => ({
  remembered: undefined as Passed | undefined,
  found: undefined as Passed | undefined,
}))

vi.mock('#kernel/gate.ts', async (original) => {
  const real = await original<{ askGate: typeof AskGate; readClock: (db: never) => Promise<object> }>()
  const askGate: typeof AskGate = async (sources, db, question) => {
    const { remembered } = harness
    if (!remembered) return (harness.found = await real.askGate(sources, db, question))
    if (remembered.customer) question.found?.(remembered.customer)
    return { ...remembered, ...(await real.readClock(db as never)) }
  }
  return { ...real, askGate }
})

const blocks = isProof ? 40 : 8
const perBlock = isProof ? 100 : 40
/** What checking may cost at most, as a ratio of CPU time; a short run on a busy machine is measured less exactly. */
const mostRatio = isProof ? 1.2 : 1.5
const microsecondsPerTick = 10_000

let office: Office
let deal: OnBehalf
let backends: number[]
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  deal = await openOnBehalf(office, await office.partner('solution_provider'), {}, 100_000_000n)
})
afterAll(() => office.close())

/** CPU time that the server and its database connections have used, in microseconds. */
function cpuUsed(): number {
  const { user, system } = process.cpuUsage()
  const ticks = backends.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return user + system + ticks.reduce((sum, one) => sum + one, 0) * microsecondsPerTick
}

async function measure(send: () => Promise<{ status: number }>, due: number): Promise<number> {
  const before = cpuUsed()
  let wrong = 0
  for (let count = 0; count < perBlock; count++) if ((await send()).status !== due) wrong += 1
  const used = cpuUsed() - before
  expect(wrong).toBe(0)
  return used
}

const requests = [
  [
    'a quote on behalf',
    200,
    () => {
      const path = `/v1/customers/${deal.customer.id}/quotes`
      const items = [
        {
          planId: 'small',
          region: 'eu-west-101',
          billingMode: 'yearly_monthly',
          quantity: 1,
          parameters: {},
          period: { unit: 'month', count: 1 },
        },
      ]
      return deal.acting('POST', path, { items })
    },
  ],
  ['an order on behalf', 201, () => deal.place(1)],
] as const

test.each(requests)(
  'checking authority adds little to the CPU that %s takes, beside the same request unchecked',
  async (what, due, send) => {
    harness.remembered = undefined
    for (let count = 0; count < perBlock; count++) await send()
    const { rows } = await office.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and usename = current_user`,
    )
    backends = rows.map(({ pid }) => pid)
    const used = { checked: 0, unchecked: 0 }
    for (let block = 0; block < blocks; block++) {
      harness.remembered = undefined
      used.checked += await measure(send, due)
      harness.remembered = harness.found
      used.unchecked += await measure(send, due)
    }
    harness.remembered = undefined
    const ratio = used.checked / used.unchecked
    const each = (sum: number) => Math.round(sum / blocks / perBlock)
    tellFigures(`The cost of authority in ${what}`, {
      'µs checked': each(used.checked),
      'µs unchecked': each(used.unchecked),
      '% more': Math.round((ratio - 1) * 100),
    })
    expect(ratio).toBeLessThan(mostRatio)
  },
  600_000,
)

test('what was measured as unchecked was: it goes on after its authorization was revoked, and checked it does not', async () => {
  await office.owner.query(`update authorizations set state = 'revoked' where id = $1`, [deal.authorizationId])
  harness.remembered = harness.found
  const unchecked = await deal.place(1)
  harness.remembered = undefined
  expect([unchecked.status, (await deal.place(1)).status]).toEqual([201, 403])
})
