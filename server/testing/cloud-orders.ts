import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, runOnce } from 'graphile-worker'
import { pino } from 'pino'
import { openJobsPool } from '#kernel/db.ts'
import type { Pool } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { toTaskList } from '#kernel/worker.ts'
import type { JobContext, JobTable } from '#kernel/worker.ts'
import { provisioningJobs } from '#modules/provisioning/jobs.ts'
import { resourceJobs } from '#modules/resources/jobs.ts'
import { secret } from './secret.ts'
import type { CustomerScene, Office } from './office.ts'
import { insertRow } from './rows.ts'

const maxRounds = 400
const noteMs = 5
const maxNoteTries = 2000

export interface ItemScene {
  readonly planId?: string
  readonly region?: string
  readonly quantity?: number
  readonly termMonths?: number
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** An order that was paid, and the news of it waiting in the queue. */
export async function paidOrder(office: Office, customer: CustomerScene, items: readonly ItemScene[]): Promise<string> {
  const { channelId, id: customerId, partnerId } = customer
  const about = { channelId, customerId, partnerId }
  const id = newId('order')
  const now = new Date()
  await insertRow(office.owner, 'orders', {
    ...about,
    id,
    type: 'new_purchase',
    state: 'processing',
    source: 'customer',
    currency: 'USD',
    totalMinor: 0n,
    committedMinor: 0n,
    month: now.toISOString().slice(0, 7),
    placedByMemberId: customer.owner.memberId,
    placedByMemberName: 'Owner',
    placedAt: now,
    paidAt: now,
  })
  for (const [line, item] of items.entries()) {
    const { planId = 'ecs.s7.small.1', region = 'eu-west-101', quantity = 1, termMonths } = item
    await insertRow(office.owner, 'orderItems', {
      ...about,
      id: newId('orderItem'),
      orderId: id,
      line,
      planId,
      planName: planId,
      serviceCode: planId.split('.')[0] ?? '',
      region,
      billingMode: termMonths === undefined ? 'pay_per_use' : 'yearly_monthly',
      quantity,
      termUnit: termMonths === undefined ? null : 'month',
      termCount: termMonths ?? null,
      autoRenew: false,
      parameters: JSON.stringify(item.parameters ?? { availabilityZone: `${region}a`, image: 'debian-12' }),
      listMinor: 0n,
      discountMinor: 0n,
      amountMinor: 0n,
      committedMinor: 0n,
      state: 'pending',
    })
  }
  const payload = JSON.stringify({ channelId, customerId, orderId: id, process: true })
  await office.owner.query(`select procura.enqueue('order.placed', $1, null, null, 25, null)`, [payload])
  return id
}

/** The end of a process, at a moment that a test chooses. */
class Killed extends Error {}

/** The jobs as they are, but dying wherever `dies` says so: before a transaction, or right after its commit. */
export function mortalJobs(dies: (point: 'before' | 'after') => boolean, brokerTimeoutMs = 300): JobTable {
  const { fulfilOrder, ...jobs } = provisioningJobs({ secret, brokerTimeoutMs })
  const all = { ...jobs, ...resourceJobs, 'order.placed': fulfilOrder, 'order.paid': fulfilOrder }
  const mortal = (context: JobContext): JobContext => ({
    ...context,
    async transact(channelId, work) {
      if (dies('before')) throw new Killed('killed before a transaction')
      const done = await context.transact(channelId, work)
      if (dies('after')) throw new Killed('killed after a transaction')
      return done
    },
  })
  return Object.fromEntries(
    Object.entries(all).map(([name, job]) => [
      name,
      (context: JobContext, payload: never) =>
        (job as (c: JobContext, p: never) => Promise<void>)(mortal(context), payload),
    ]),
  )
}

export const immortalJobs = mortalJobs(() => false)

interface Rounds {
  readonly jobs?: JobTable
  /** Stops when nothing waits, or when this says so. */
  readonly until?: () => boolean | Promise<boolean>
  readonly rounds?: number
}

/** Runs the queue without its waits, round after round, until nothing waits any more. */
export async function runRounds(office: Office, options: Rounds = {}): Promise<void> {
  const { jobs = immortalJobs, until = () => false, rounds = maxRounds } = options
  const jobsPool = openJobsPool(office.database.jobsUrl, 6, pino({ level: 'silent' }))
  const taskList = {
    ...toTaskList({ pool: office.pool, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }), jobs }),
    // Who else listens is not of interest here.
    'order.completed': () => undefined,
    'order.failed': () => undefined,
  }
  try {
    for (let round = 0; round < rounds; round++) {
      const waiting = await jobsPool.query(
        'update graphile_worker._private_jobs set run_at = now() where locked_at is null and attempts < max_attempts returning id',
      )
      if (waiting.rowCount === 0 || (await until())) return
      await runOnce({
        pgPool: jobsPool,
        schema: 'graphile_worker',
        taskList,
        concurrency: 4,
        noHandleSignals: true,
        logger: new Logger(() => () => undefined),
      })
      await waitForNotes(jobsPool)
    }
    if (options.rounds === undefined) throw new Error(`jobs still wait after ${rounds} rounds`)
  } finally {
    await jobsPool.end()
  }
}

/** The queue notes how its last jobs ended without waiting for that; until then they are neither done nor waiting. */
async function waitForNotes(jobsPool: Pool): Promise<void> {
  for (let tries = 0; tries < maxNoteTries; tries++) {
    const running = await jobsPool.query('select from graphile_worker._private_jobs where locked_at is not null')
    if (running.rowCount === 0) return
    await sleep(noteMs)
  }
  throw new Error('jobs are still marked as running')
}

/** What has become of an order. */
export interface Outcome {
  state: string
  items: { state: string; failure: string | null }[]
  resources: { id: string; status: string; startsAt: Date | null; expiresAt: Date | null; attributes: unknown }[]
  operations: { kind: string; state: string }[]
}

export async function outcomeOf(office: Office, orderId: string): Promise<Outcome> {
  const rows = async <R extends object>(text: string) => (await office.owner.query<R>(text, [orderId])).rows
  const [order] = await rows<{ state: string }>('select state from orders where id = $1')
  return {
    state: order?.state ?? '',
    items: await rows<Outcome['items'][number]>(
      'select state, failure from order_items where order_id = $1 order by line',
    ),
    resources: await rows<Outcome['resources'][number]>(
      `select r.id, status, starts_at as "startsAt", expires_at as "expiresAt", attributes
       from resources r join order_items i on i.id = r.order_item_id where r.order_id = $1 order by i.line, r.unit`,
    ),
    operations: await rows<Outcome['operations'][number]>(
      `select o.kind, o.state from broker_operations o
       join resources r on r.id = o.resource_id join order_items i on i.id = r.order_item_id
       where r.order_id = $1 order by o.kind, i.line, r.unit`,
    ),
  }
}
