import * as contract from '#contract/acting.ts'
import { refuse } from '#contract/refusals.ts'
import { command, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { findAuthorizationBehind, viewAuthorization } from '#modules/authorizations/index.ts'
import { endActingSession } from './end-acting-session.ts'
import { countActingSessions, findActingSession, listActingSessions } from './queries/sessions.ts'
import { viewActingSession, viewWholeSession } from './rules.ts'
import { startActingSession } from './start-acting-session.ts'

export const actingRoutes = [
  command(contract.startActingSession, startActingSession),
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
  command(contract.endActingSession, endActingSession),
]
