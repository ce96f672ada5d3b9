import * as contract from '#contract/acting.ts'
import { command, query } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { endActingSession } from './end-acting-session.ts'
import { listActingSessions } from './queries.ts'
import { viewActingSession } from './rules.ts'
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
  command(contract.endActingSession, endActingSession),
]
