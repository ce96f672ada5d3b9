import { operations } from '#contract/index.ts'
import { paidOrder, runRounds } from './cloud-orders.ts'
import { runJobs } from './jobs.ts'
import type { Office } from './office.ts'
import { send } from './scene.ts'
import type { Scene } from './scene.ts'
import { validCalls } from './valid-calls.ts'

/** The last day of whatever still stands comes. */
const lastDays = [
  `update acting_sessions set expires_at = now() where ended_at is null`,
  `update authorizations set valid_until = now() where state = 'active'`,
  `update orders set lapses_at = now() - interval '1 second' where lapses_at is not null`,
]

/** Does every operation once, each with success, and what follows by the queue and by the clock. */
export async function callEverything(scene: Scene): Promise<void> {
  for (const operation of operations) {
    const sent = await validCalls[operation.name]?.(scene)
    if (!sent) throw new Error(`${operation.name} has no valid call`)
    const { status, text } = await send(scene, operation, sent)
    if (status !== (operation.status ?? 200)) throw new Error(`${operation.name} answers ${status}: ${text}`)
  }
  await runJobs(scene.office)
  for (const runOut of lastDays) await scene.office.owner.query(runOut)
  await runJobs(scene.office, ['sweepActingSessions', 'sweepAuthorizations', 'lapseOrders'])
}

/** An order that the cloud of an office fulfils in part, and that gives back the rest. */
export async function fulfilInPart(office: Office): Promise<void> {
  const customer = await office.customer(await office.partner('solution_provider'), { budgetMinor: 100_000_000n })
  await paidOrder(office, customer, [{ planId: 'ecs.p3-gpu.8xlarge' }, {}])
  await runRounds(office)
}
