import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { verifyDomain as operation } from '#contract/single-sign-on.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findOwnDomain, findVerified, lockDomainName, markVerified } from './queries.ts'
import { challengeOf, viewDomain } from './rules.ts'

/** Takes a domain for the account's own whose DNS has just said so. */
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
  if (holder && holder.accountId !== accountId) refuse('domain_taken', {})
  const verified = (await markVerified(tx, actor, domainId, now)) ?? refuse('not_found', {})
  ctx.emit('single_sign_on.changed', {
    channelId,
    accountId,
    change: { what: 'domain_verified', domain, byName: actor.memberName },
  })
  ctx.audit({ subjects: [domainId], detail: { domain } })
  return viewDomain(verified)
}
