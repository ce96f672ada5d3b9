import type { EventPayload } from '#contract/events.ts'
import type { JobContext } from '#kernel/worker.ts'
import { listMemberships } from './queries.ts'
import { sweepOver } from './queries/sweeps.ts'

/**
 * Writes a password that was set anew into the log of each account of the person's: nobody was signed in when it was,
 * so that no request could.
 */
export async function auditReset(
  context: JobContext,
  { identityId, change }: EventPayload<'factors.changed'>,
): Promise<void> {
  if (change !== 'password_reset') return
  for (const { memberId, accountId, channelId, kind } of await listMemberships(context.db, identityId)) {
    const account = kind === 'customer' ? { customerId: accountId } : kind === 'partner' ? { partnerId: accountId } : {}
    await context.transact(channelId, async (job) => job.audit('resetPassword', { subjects: [memberId], ...account }))
  }
}

/** Nothing that opened something once, or counted for some minutes, is kept for good. */
export async function sweepSignIn({ db }: JobContext): Promise<void> {
  await sweepOver(db)
}
