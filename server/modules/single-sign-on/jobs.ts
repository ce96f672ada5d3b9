import type { EventPayload } from '#contract/events.ts'
import type { JobContext } from '#kernel/worker.ts'
import { findAccount } from './queries.ts'
import { sweepAttempts } from './queries/attempts.ts'
import { noteOf } from './rules.ts'

/**
 * Writes whom the account's provider has let in into the account's log: no request could, since nobody was signed
 * in when it was sent.
 */
export async function auditSingleSignOn(
  context: JobContext,
  { accountId, memberId, sessionId, identityProviderId, ...sent }: EventPayload<'single_sign_on.finished'>,
): Promise<void> {
  const account = await findAccount(context.db, accountId)
  if (!account) return
  await context.transact(account.channelId, async (job) => {
    const subjects = [memberId, sessionId, identityProviderId]
    job.audit('finishSingleSignOn', { subjects, ...noteOf(accountId, account) }, sent)
  })
}

/** Writes into an account's log that it has lost a domain: whoever proved it is another's, and writes into theirs. */
export async function auditLostDomain(
  context: JobContext,
  { accountId, change }: EventPayload<'single_sign_on.changed'>,
): Promise<void> {
  if (change.what !== 'domain_lost') return
  const { domain, domainId, revokedKeys } = change
  const account = await findAccount(context.db, accountId)
  if (!account) return
  await context.transact(account.channelId, async (job) => {
    const note = { subjects: [domainId, ...revokedKeys], detail: { domain, lost: true } }
    job.audit('verifyDomain', { ...note, ...noteOf(accountId, account) })
  })
}

/** A sign-in that was begun is good for minutes, and is not kept for good. */
export async function sweepSingleSignOn({ db }: JobContext): Promise<void> {
  await sweepAttempts(db)
}
