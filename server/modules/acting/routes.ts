import * as contract from '#contract/acting.ts'
import { refuse } from '#contract/refusals.ts'
import { command, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { findAuthorization, viewAuthorization } from '#modules/authorizations/index.ts'
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
    const authorization = row && (await findAuthorization(ctx.db, ctx.actor, row.authorizationId, ctx))
    return authorization ? viewWholeSession(row, viewAuthorization(authorization), ctx.now) : refuse('not_found', {})
  }),
  query(contract.countActingSessions, async (ctx, { partnerId }) => {
    await ctx.passed
    return (await countActingSessions(ctx.db, ctx.actor, partnerId, ctx.now)) ?? refuse('not_found', {})
  }),
  command(contract.endActingSession, endActingSession),
]
