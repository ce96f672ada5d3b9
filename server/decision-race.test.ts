import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from './sandbox/sample-data/chance.ts'
import type { Chance } from './sandbox/sample-data/chance.ts'
import { isProof, tellFigures } from './testing/figures.ts'
import { jobRunner } from './testing/jobs.ts'
import type { CustomerScene } from './testing/office.ts'
import { balancesAstray, heldBy, orderOf } from './testing/orders.ts'
import { callerOf } from './testing/person.ts'
import type { Answer, Call } from './testing/person.ts'
import { makeCode } from './testing/scene.ts'
import { openDeal, openStage } from './testing/watched-deal.ts'
import type { Deal, Stage } from './testing/watched-deal.ts'

const rounds = isProof ? 1000 : 25
const limitMs = 600_000
const orderMinor = 1000

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** What may be decided on an order that waits, and the state that it then has. */
const decisions = {
  approve: 'processing',
  reject: 'rejected',
  cancel: 'canceled',
} as const
type Decision = keyof typeof decisions
const bodies: Readonly<Record<Decision, object>> = { approve: {}, reject: { reason: 'Not this one' }, cancel: {} }

/** The customer's owner at each of the servers. */
const atServers = ({ owner }: CustomerScene): Call[] =>
  [stage.office.app, stage.twin.server].map((app) => callerOf(app, owner.token))

async function waitingOrder(): Promise<{ deal: Deal; orderId: string }> {
  const deal = await openDeal(stage)
  await stage.office.owner.query(`update authorizations set approval_mode = 'approve_each' where id = $1`, [
    deal.authorizationId,
  ])
  const placed = await deal.sales.acting(deal.actingSessionId)(
    'POST',
    `/v1/customers/${deal.customer.id}/orders`,
    orderOf(1),
  )
  if (placed.body['state'] !== 'pending_approval') throw new Error(placed.text)
  return { deal, orderId: placed.body.id }
}

/** Sends it through any of the servers, a moment sooner or later, and again while somebody else is at it. */
async function sendSoon(chance: Chance, calls: readonly Call[], path: string, body: object): Promise<Answer> {
  await sleep(chance.between(0, 4))
  for (;;) {
    const answer = await calls[chance.between(0, 1)]?.('POST', path, body)
    if (answer && answer.body.code !== 'busy') return answer
  }
}

test(
  `approving, rejecting, canceling and revoking race for a waiting order, ${rounds} times: one decision stands, and what is held is right`,
  async () => {
    const chance = chanceFrom(4711)
    const won: Record<Decision, number> = { approve: 0, reject: 0, cancel: 0 }
    for (let round = 0; round < rounds; round++) {
      const { deal, orderId } = await waitingOrder()
      const { customer, authorizationId } = deal
      const calls = atServers(customer)
      const verificationCode = await makeCode(stage.office, customer.owner.memberId, 'revoke_authorization')
      const order = `/v1/customers/${customer.id}/orders/${orderId}`
      const all = Object.keys(decisions) as Decision[]

      const [revoked, ...answers] = await Promise.all([
        sendSoon(chance, calls, `/v1/authorizations/${authorizationId}:revoke`, { reason: 'Enough', verificationCode }),
        ...all.map((decision) => sendSoon(chance, calls, `${order}:${decision}`, bodies[decision])),
      ])

      const standing = all.filter((_, place) => answers[place]?.status === 200)
      expect([revoked?.status, standing.length]).toEqual([200, 1])
      const [winner = 'approve'] = standing
      expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code)).toEqual(
        Array(2).fill('order_not_open'),
      )
      const { body } = await customer.owner.call('GET', order)
      expect(body['state']).toBe(decisions[winner])
      // Revoking takes nothing back: an order that waits is the customer's own matter.
      expect(await heldBy(stage.office, customer)).toMatchObject({ budget: [0, winner === 'approve' ? orderMinor : 0] })
      expect(await balancesAstray(stage.office, customer)).toEqual([])
      won[winner] += 1
    }
    tellFigures('Decisions on waiting orders', { rounds, ...won })
    // A race that one side always won would prove nothing.
    expect(Math.min(...Object.values(won))).toBeGreaterThan(0)
  },
  limitMs,
)

test(
  `stopping the extension races the extending sweep, ${rounds} times: once stopping has answered nothing is extended`,
  async () => {
    const chance = chanceFrom(42)
    const run = jobRunner(stage.office)
    const ends = { stopped: 0, extended: 0 }
    for (let round = 0; round < rounds; round++) {
      const { customer, authorizationId } = await openDeal(stage)
      await stage.office.owner.query(
        `update authorizations set auto_extend = true, valid_from = now() - interval '10 days',
           valid_until = now() + interval '5 minutes' where id = $1`,
        [authorizationId],
      )
      const path = `/v1/authorizations/${authorizationId}`
      const untilOf = ({ body }: Answer) => (body['scope'] as { validUntil: string }).validUntil
      const first = untilOf(await customer.owner.call('GET', path))
      const stop = async () => {
        await sleep(chance.between(0, 12))
        return atServers(customer)[round % 2]?.('DELETE', `${path}/auto-extend`)
      }
      const sweep = async () => {
        await sleep(chance.between(0, 6))
        await run('sweepAuthorizations')
      }

      const [stopped] = await Promise.all([stop(), sweep()])

      await run('sweepAuthorizations')
      expect(stopped?.status).toBe(200)
      const until = stopped && untilOf(stopped)
      ends[until === first ? 'stopped' : 'extended'] += 1
      expect(untilOf(await customer.owner.call('GET', path))).toBe(until)
    }
    tellFigures('Stopping the extension', { rounds, ...ends })
    expect(Math.min(...Object.values(ends))).toBeGreaterThan(0)
  },
  limitMs,
)
