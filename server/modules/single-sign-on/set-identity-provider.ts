import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { setIdentityProvider as operation } from '#contract/single-sign-on.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endVouchedSessions } from '#modules/identity/index.ts'
import type { Introduction } from './adapters/open-id.ts'
import { endOwnProvider, forgetSubjects, insertProvider } from './queries.ts'
import { secretPurpose, viewProvider } from './rules.ts'

/**
 * Sets the provider that has just answered for itself, in the place of the one before, whose sessions end. Whom the
 * same issuer knows as the same client's stays known. A name may be one for each client, so all others are forgotten.
 */
export async function setIdentityProvider(
  ctx: CommandContext,
  { clientId, clientSecret, acceptsUnverifiedEmails }: Input<typeof operation>,
  introduced: Introduction,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { accountId, channelId } = actor
  if ('unfit' in introduced) return refuse('identity_provider_unfit', { why: introduced.unfit })
  const { issuer } = introduced
  const before = await endOwnProvider(tx, actor, now)
  const revokedKeys = before ? await endVouchedSessions(tx, before.id, { endedAt: now }) : []
  if (before?.issuer !== issuer || before.clientId !== clientId) forgetSubjects(tx, accountId)
  const id = newId('identityProvider')
  const sealedSecret = ctx.vault.seal(secretPurpose(id), clientSecret)
  const row = { id, accountId, issuer, clientId, sealedSecret, acceptsUnverifiedEmails, setAt: now }
  insertProvider(tx, row)
  const change = { what: 'provider_set', issuer, byName: actor.memberName } as const
  ctx.emit('single_sign_on.changed', { channelId, accountId, change })
  ctx.audit({ subjects: [id, ...revokedKeys], detail: { issuer, clientId, acceptsUnverifiedEmails } })
  return viewProvider(row)
}
