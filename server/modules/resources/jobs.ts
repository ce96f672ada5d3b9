import type { JobContext, JobTransaction } from '#kernel/worker.ts'
import { summarizeResources } from './summarize-resources.ts'

interface SummaryPayload {
  readonly channelId: string
  readonly customerId: string
}

/** Sums up a customer's resources anew; however many of them changed, it waits once. */
export function enqueueSummary(job: JobTransaction, { channelId, customerId }: SummaryPayload): void {
  job.enqueue('summarizeResources', { channelId, customerId }, { key: `summarizeResources:${customerId}` })
}

/** The jobs of this module by name. */
export const resourceJobs = {
  summarizeResources: (context: JobContext, { channelId, customerId }: SummaryPayload) =>
    context.transact(channelId, ({ tx }) => summarizeResources(tx, channelId, customerId)),
}
