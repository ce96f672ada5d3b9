import type { Input } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { removeDomain as operation } from '#contract/single-sign-on.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endVouchedSessions } from '#modules/identity/index.ts'
import { endOwnDomain, findOwnProvider } from './queries.ts'

/** Gives a domain up. Whoever came by the provider with an e-mail of it is signed out. */
export async function removeDomain(ctx: CommandContext, { domainId }: Input<typeof operation>): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { accountId, channelId } = actor
  const [ended, provider] = await Promise.all([endOwnDomain(tx, actor, domainId, now), findOwnProvider(tx, actor)])
  if (!ended) return refuse('not_found', {})
  const { domain } = ended
  const revokedKeys = provider ? await endVouchedSessions(tx, provider.id, { domain, endedAt: now }) : []
  if (ended.verifiedAt)
    ctx.emit('single_sign_on.changed', {
      channelId,
      accountId,
      change: { what: 'domain_removed', domain, byName: actor.memberName },
    })
  ctx.audit({ subjects: [domainId, ...revokedKeys], detail: { domain } })
}
