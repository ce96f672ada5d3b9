import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endVouchedSessions } from '#modules/identity/index.ts'
import { endOwnProvider, forgetSubjects } from './queries.ts'

/** Removes the account's provider. Whoever came by it is signed out, and whom it knew is forgotten. */
export async function removeIdentityProvider(ctx: CommandContext): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { accountId, channelId } = actor
  const ended = await endOwnProvider(tx, actor, now)
  if (!ended) return refuse('not_found', {})
  const revokedKeys = await endVouchedSessions(tx, ended.id, { endedAt: now })
  forgetSubjects(tx, accountId)
  const change = { what: 'provider_removed', issuer: ended.issuer, byName: actor.memberName } as const
  ctx.emit('single_sign_on.changed', { channelId, accountId, change })
  ctx.audit({ subjects: [ended.id, ...revokedKeys], detail: { issuer: ended.issuer } })
}
