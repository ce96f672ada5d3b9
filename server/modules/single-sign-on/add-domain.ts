import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { maxDomains } from '#contract/single-sign-on.ts'
import type { addDomain as operation } from '#contract/single-sign-on.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { newToken } from '#kernel/tokens.ts'
import { insertDomain, listOwnDomains } from './queries.ts'
import { viewDomain } from './rules.ts'

/** Claims a domain, which keeps nobody else from doing so. */
export async function addDomain(
  ctx: CommandContext,
  { domain }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { accountId } = actor
  const domains = await listOwnDomains(tx, actor)
  if (domains.some((one) => one.domain === domain)) refuse('domain_present', {})
  if (domains.length >= maxDomains) refuse('domain_limit_reached', { limit: maxDomains })
  const row = { id: newId('domain'), accountId, domain, token: newToken(), addedAt: now, verifiedAt: null }
  insertDomain(tx, row)
  ctx.audit({ subjects: [row.id], detail: { domain } })
  return viewDomain(row)
}
