import type { Input, Output } from '#contract/operation.ts'
import type { importCatalog as operation } from '#contract/provisioning.ts'
import { refuse } from '#contract/refusals.ts'
import { enqueue } from '#kernel/jobs.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findBroker, updateImportRequested } from './queries/brokers.ts'

/** Has a broker's catalog read again; the answer does not wait for it. */
export async function importCatalog(
  ctx: CommandContext,
  { brokerId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  if (!(await findBroker(ctx.tx, brokerId))) refuse('not_found', {})
  const { channelId } = ctx.actor
  updateImportRequested(ctx.tx, brokerId, ctx.now)
  enqueue(ctx.tx, 'readCatalog', { channelId, brokerId }, { key: `readCatalog:${brokerId}` })
  return { brokerId, requestedAt: ctx.now.toISOString() }
}
