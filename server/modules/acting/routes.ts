import * as contract from '#contract/acting.ts'
import { exchangeToken as exchange, introspectToken } from '#contract/oauth.ts'
import type { Introspection } from '#contract/oauth.ts'
import { refuse } from '#contract/refusals.ts'
import type { OauthRoutes } from '#kernel/oauth.ts'
import { command, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { findAuthorizationBehind, viewAuthorization } from '#modules/authorizations/index.ts'
import { endActingSession } from './end-acting-session.ts'
import { exchangeToken } from './exchange-token.ts'
import { explainAuthority } from './explain-authority.ts'
import { readActingStanding } from './providers.ts'
import {
  countActingSessions,
  findActingSession,
  listActingSessions,
  listOwnActingSessions,
} from './queries/sessions.ts'
import { findActingToken } from './queries/tokens.ts'
import { viewActingSession, viewOwnSession, viewToken, viewWholeSession } from './rules.ts'
import { startActingSession } from './start-acting-session.ts'

export const actingRoutes = [
  command(contract.startActingSession, startActingSession, { endsCredentials: true }),
  query(contract.listActingSessions, async (ctx, input) => {
    const before = readCursor(input.cursor)
    await ctx.passed
    const rows = await listActingSessions(ctx.db, ctx.actor, { ...input, before }, ctx.now)
    return toPage(
      rows,
      input.limit,
      ({ id }) => id,
      (row) => viewActingSession(row, ctx.now),
    )
  }),
  query(contract.listOwnActingSessions, async (ctx, input) => {
    const before = readCursor(input.cursor)
    await ctx.passed
    const rows = await listOwnActingSessions(ctx.db, ctx.actor, { ...input, before }, ctx.now)
    return toPage(
      rows,
      input.limit,
      ({ id }) => id,
      (row) => viewOwnSession(row, ctx.now),
    )
  }),
  query(contract.getActingSession, async (ctx, { actingSessionId }) => {
    await ctx.passed
    const row = await findActingSession(ctx.db, ctx.actor, actingSessionId)
    if (!row) return refuse('not_found', {})
    const { channelId } = ctx.actor
    const authorization = await findAuthorizationBehind(ctx.db, { ...row, channelId }, ctx)
    if (!authorization) throw new Error('an acting session without an authorization')
    return viewWholeSession(row, viewAuthorization(authorization), ctx.now)
  }),
  query(contract.countActingSessions, async (ctx, { partnerId }) => {
    await ctx.passed
    return (await countActingSessions(ctx.db, ctx.actor, partnerId, ctx.now)) ?? refuse('not_found', {})
  }),
  command(contract.endActingSession, endActingSession, { endsCredentials: true }),
  query(contract.explainAuthority, explainAuthority),
]

/** The same for programs, as OAuth speaks. */
export const oauthRoutes: OauthRoutes = {
  exchange: command(exchange, exchangeToken, { endsCredentials: true }),
  introspect: query(introspectToken, async (ctx, { token }): Promise<Introspection> => {
    await ctx.passed
    const found = await findActingToken(ctx.db, hashOfToken(token))
    if (found?.actor.memberId !== ctx.actor.memberId) return { active: false }
    return viewToken(found, await readActingStanding(ctx.db, found.actor, found.actor.apiKey.actingSessionId))
  }),
  leave: command(contract.endActingSession, endActingSession, { endsCredentials: true }),
}
