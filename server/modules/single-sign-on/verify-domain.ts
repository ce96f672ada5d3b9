import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { verifyDomain as operation } from '#contract/single-sign-on.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endVouchedSessions } from '#modules/identity/index.ts'
import {
  findAccount,
  findOwnDomain,
  findProviderOf,
  findVerified,
  lockDomainName,
  markVerified,
  releaseDomain,
} from './queries.ts'
import type { DomainRow } from './queries.ts'
import { challengeOf, viewDomain } from './rules.ts'

/**
 * Takes a domain for the account's own whose DNS has just said so. An account that had proven it before loses it when
 * its own record was not there any more in the very same answer: the domain has gone over to other hands.
 */
export async function verifyDomain(
  ctx: CommandContext,
  { domainId }: Input<typeof operation>,
  texts: readonly string[] | undefined,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { accountId, channelId } = actor
  const claimed = await findOwnDomain(tx, actor, domainId)
  if (!claimed) return refuse('not_found', {})
  const { domain } = claimed
  if (!texts) refuse('domain_unproven', { why: 'no_answer' })
  if (!texts.includes(challengeOf(claimed.token))) refuse('domain_unproven', { why: 'no_record' })
  await lockDomainName(tx, domain)
  const holder = await findVerified(tx, domain)
  if (holder && holder.accountId !== accountId) {
    if (texts.includes(challengeOf(holder.token))) refuse('domain_taken', {})
    await takeFrom(ctx, holder)
  }
  const verified = (await markVerified(tx, actor, domainId, now)) ?? refuse('not_found', {})
  ctx.emit('single_sign_on.changed', {
    channelId,
    accountId,
    change: { what: 'domain_verified', domain, byName: actor.memberName },
  })
  ctx.audit({ subjects: [domainId], detail: { domain } })
  return viewDomain(verified)
}

/** Nobody signs in any more by what somebody else now owns, and whoever did is signed out. */
async function takeFrom(ctx: CommandContext, { id, accountId, domain }: DomainRow): Promise<void> {
  const { tx, now } = ctx
  // Whoever comes in by it holds the row: they are before this, and signed out, or find it taken.
  if (!(await releaseDomain(tx, id))) return
  const [account, provider] = await Promise.all([findAccount(tx, accountId), findProviderOf(tx, accountId)])
  const revokedKeys = provider ? await endVouchedSessions(tx, provider.id, { domain, endedAt: now }) : []
  const change = { what: 'domain_lost', domain, domainId: id, revokedKeys } as const
  if (account) ctx.emit('single_sign_on.changed', { channelId: account.channelId, accountId, change })
}
