import type { EventPayload } from '#contract/events.ts'
import { systemActor, visibilityOf } from '#kernel/actor.ts'
import { eachChannel } from '#kernel/directory.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { plainDb } from '#kernel/kernel.ts'
import { unseal } from '#kernel/seal.ts'
import { transact } from '#kernel/transaction.ts'
import type { Job, JobContext } from '#kernel/worker.ts'
import { importCatalog } from '#modules/catalog/index.ts'
import { findOrderToFulfil } from '#modules/orders/index.ts'
import type { OrderToFulfil } from '#modules/orders/index.ts'
import { osbBroker } from './adapters/osb.ts'
import { beginAttempt } from './begin-attempt.ts'
import { enqueueAsk } from './enqueue-ask.ts'
import type { Attributes, Broker, Delayed, PollOutcome, ProvisionOutcome, ProvisionRequest } from './ports.ts'
import { findBroker, listAddresses, updateChecked, updateImportFailed, updateImported } from './queries/brokers.ts'
import type { BrokerRow } from './queries/brokers.ts'
import { listUnfinished } from './queries/operations.ts'
import type { ByResource, OperationKind, Task } from './queries/operations.ts'
import { recordProvision } from './record-provision.ts'
import { recordRemoval } from './record-removal.ts'
import { parametersFor } from './rules.ts'
import { wantResources } from './want-resources.ts'

export interface BrokerAccess {
  /** What brokers' passwords are sealed with. */
  readonly secret: string
  readonly brokerTimeoutMs?: number
}

const maxResumedAtATime = 1000

/** What the jobs of this module do by the clock. */
export const provisioningCrontab = ['* * * * * checkBrokers ?max=3', '*/10 * * * * resumeOperations ?max=3']

/**
 * The jobs of this module. Each asks a broker at most once and holds no transaction meanwhile; what comes next is a job
 * of its own, written with what was learnt. A broker that does not answer therefore costs a job no try, and a process
 * that is killed between any two steps leaves the next step waiting.
 */
export function provisioningJobs({ secret, brokerTimeoutMs }: BrokerAccess) {
  const open = (row: Omit<BrokerRow, 'id'>): Broker =>
    osbBroker({ ...row, password: unseal(secret, `broker ${row.name}`, row.sealedPassword) }, brokerTimeoutMs)
  return {
    fulfilOrder: (context: JobContext, { channelId, orderId, ...about }: FulfilPayload) =>
      about.process === false
        ? Promise.resolve()
        : context.transact(channelId, (job) => wantResources(job, channelId, orderId)),
    provisionResource: (context: JobContext, by: ByResource) => provisionResource(context, by, open),
    removeOrphan: (context: JobContext, by: ByResource) => removeOrphan(context, by, open),
    readCatalog: (context: JobContext, payload: { channelId: string; brokerId: string }) =>
      readCatalog(context, payload, open),
    checkBrokers: (context: JobContext) => checkBrokers(context, open),
    resumeOperations: (context: JobContext) => resumeOperations(context),
  } satisfies Record<string, Job>
}

type FulfilPayload = EventPayload<'order.paid'> & { readonly process?: boolean }
type Open = (row: Omit<BrokerRow, 'id'>) => Broker

/** Asks once; whatever goes wrong on this side of the wire is a delay, for the broker was not asked. */
async function ask<O>(task: Task, open: Open, question: (broker: Broker) => Promise<O>): Promise<O | Delayed> {
  let broker: Broker
  try {
    broker = open(task.broker)
  } catch (error) {
    return { kind: 'delayed', reason: error instanceof Error ? error.message : 'unknown', retryAfterMs: null }
  }
  return question(broker)
}

async function provisionResource(context: JobContext, by: ByResource, open: Open): Promise<void> {
  const begun = await context.transact(by.channelId, async (job) => {
    const task = await beginAttempt(job, by, 'provision')
    const order = task && (await findOrderToFulfil(job.tx, by.channelId, task.orderId))
    return task && order && { task, order }
  })
  const item = begun?.order.items.find(({ id }) => id === begun.task.orderItemId)
  if (!begun || !item) return
  const { task, order } = begun
  const request = requestOf(task, order, item.parameters)
  const answer = await ask(task, open, async (broker) => {
    const outcome =
      task.state === 'accepted'
        ? await broker.lastOperation({ ...request, operation: task.operation })
        : await broker.provision(request)
    if (outcome.kind !== 'succeeded') return { outcome, attributes: undefined }
    const told = toldIn(outcome)
    return { outcome, attributes: told ?? (await broker.fetchInstance(request)) }
  })
  const { outcome, attributes } = 'outcome' in answer ? answer : { outcome: answer, attributes: undefined }
  await context.transact(by.channelId, (job) =>
    recordProvision(job, { task, termMonths: item.termMonths, outcome, attributes }),
  )
}

function toldIn(outcome: ProvisionOutcome | PollOutcome): Attributes | undefined {
  return 'attributes' in outcome ? outcome.attributes : undefined
}

function requestOf(
  { resourceId, serviceId, planId, name, region, parametersSchema }: Task,
  { customerId, placedBy }: OrderToFulfil,
  parameters: Readonly<Record<string, unknown>>,
): ProvisionRequest {
  return {
    instanceId: resourceId,
    serviceId,
    planId,
    customerId,
    instanceName: name,
    parameters: parametersFor(parametersSchema, region, parameters),
    identity: { customerId, ...placedBy },
  }
}

async function removeOrphan(context: JobContext, by: ByResource, open: Open): Promise<void> {
  const task = await context.transact(by.channelId, (job) => beginAttempt(job, by, 'deprovision'))
  if (!task) return
  const { resourceId: instanceId, serviceId, planId, operation } = task
  // Procura does this by itself: there is nobody to name.
  const request = { instanceId, serviceId, planId, identity: null }
  const outcome = await ask(task, open, async (broker) =>
    task.state === 'accepted' ? broker.lastOperation({ ...request, operation }) : broker.deprovision(request),
  )
  await context.transact(by.channelId, (job) => recordRemoval(job, task, outcome))
}

/** A catalog that cannot be had or used is said with the broker, and not tried again by itself. */
async function readCatalog(
  context: JobContext,
  { channelId, brokerId }: { channelId: string; brokerId: string },
  open: Open,
): Promise<void> {
  const row = await findBroker(context.db, brokerId)
  if (!row) return
  try {
    const read = await open(row).catalog()
    if (read.kind === 'unreadable') return await updateImportFailed(context.db, brokerId, read.reason)
    await context.transact(channelId, async (job) => {
      const imported = await importCatalog(job.tx, brokerId, read.catalog)
      updateImported(job.tx, brokerId)
      job.audit('readCatalog', { subjects: [brokerId], detail: imported })
    })
  } catch (error) {
    context.log.warn({ err: error, brokerId }, 'a catalog was not imported')
    await updateImportFailed(context.db, brokerId, error instanceof Error ? error.message : 'unknown')
  }
}

/**
 * Reads a broker's catalog at once, for a server that starts with nothing to sell.
 * @throws Error that says why it could not be had or used
 */
export async function readCatalogNow(pool: Kernel['pool'], brokerId: string, secret: string): Promise<void> {
  const row = await findBroker(plainDb(pool), brokerId)
  if (!row) throw new Error(`There is no broker ${brokerId}`)
  const password = unseal(secret, `broker ${row.name}`, row.sealedPassword)
  const read = await osbBroker({ ...row, password }).catalog()
  if (read.kind === 'unreadable') throw new Error(`The catalog of ${row.name} cannot be read: ${read.reason}`)
  await transact(pool, { visibility: visibilityOf(systemActor('')) }, async (tx) => {
    await importCatalog(tx, brokerId, read.catalog)
    updateImported(tx, brokerId)
  })
}

/** Asks each broker for its catalog, which is the one thing that can be asked of all of them and changes nothing. */
async function checkBrokers({ db }: JobContext, open: Open): Promise<void> {
  const brokers = await listAddresses(db)
  await Promise.all(
    brokers.map(async (row) => {
      await updateChecked(db, row.id, await faultOf(row, open))
    }),
  )
}

async function faultOf(row: BrokerRow, open: Open): Promise<string | null> {
  try {
    const read = await open(row).catalog()
    return read.kind === 'unreadable' ? read.reason : null
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown'
  }
}

/** The net below the queue: whatever is not finished is asked about again, should its own job have got lost. */
async function resumeOperations(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, job) => {
    for (const { resourceId, brokerId, kind } of await listUnfinished(job.tx, channelId, maxResumedAtATime))
      enqueueAsk(job, kind as OperationKind, { channelId, resourceId, brokerId })
  })
}
