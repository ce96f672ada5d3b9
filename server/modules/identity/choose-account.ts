import type { chooseAccount as operation } from '#contract/identity.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { newToken } from '#kernel/tokens.ts'
import { findEmail, insertSession, listMemberships } from './queries.ts'
import { holdIdentity } from './queries/passwords.ts'
import { succeedSession } from './queries/sessions.ts'
import { newSession, viewNewSession } from './rules.ts'

/**
 * Goes on in another account of the same person, by a new session; the old one ends. The new one ends when the old one
 * would have, and has to step up anew: what was shown was shown as another member.
 */
export async function chooseAccount(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { channelId, identityId, sessionId } = ctx.actor
  const [, memberships, email] = await Promise.all([
    holdIdentity(ctx.tx, identityId, 'shared'),
    listMemberships(ctx.tx, identityId),
    findEmail(ctx.tx, identityId),
  ])
  const chosen = memberships.find(({ accountId }) => accountId === input.accountId)
  if (!chosen) return refuse('not_found', {})
  const until = await succeedSession(ctx.tx, sessionId, ctx.now)
  if (!until) throw new Error('the session that goes on was ended beside this request')
  const token = newToken()
  const session = newSession(token, { identityId, chosen, browser: ctx, withFactor: false, until }, ctx.now)
  ctx.emit('session.ended', { channelId, sessionId })
  insertSession(ctx.tx, session)
  ctx.setSession(token)
  ctx.audit({ subjects: [chosen.accountId] })
  return viewNewSession(session, email, chosen, memberships)
}
