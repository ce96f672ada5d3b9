import { accessTokenType } from '#contract/oauth.ts'
import type { exchangeToken as operation } from '#contract/oauth.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { hashOfToken, newBearer } from '#kernel/tokens.ts'
import { insertActingToken } from './queries/tokens.ts'
import { delegableOf } from './rules.ts'
import { startActingSession } from './start-acting-session.ts'

/**
 * Switches role for a program: the same acting session as in the console, opened in the API key instead of a member's
 * session, and a token that is worth this session alone.
 */
export async function exchangeToken(
  ctx: CommandContext,
  { scope, ...wish }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { apiKey } = ctx.actor
  if (!apiKey) throw new Error('only the bearer of an API key comes to the token endpoint')
  const held = delegableOf(apiKey.permissions)
  const beyond = scope?.filter((permission) => !held.includes(permission)) ?? []
  if (beyond.length > 0) refuse('permissions_not_held', { permissions: beyond })
  const session = await startActingSession(ctx, wish)
  const token = newBearer('actingToken')
  const permissions = scope ? [...new Set(scope)] : held
  insertActingToken(ctx.tx, {
    tokenHash: hashOfToken(token),
    actingSessionId: session.id,
    apiKeyId: apiKey.id,
    permissions,
    createdAt: ctx.now,
  })
  return {
    access_token: token,
    issued_token_type: accessTokenType,
    token_type: 'Bearer',
    expires_in: Math.floor((Date.parse(session.expiresAt) - ctx.now.getTime()) / 1000),
    scope: permissions.join(' '),
    acting_session_id: session.id,
  }
}
