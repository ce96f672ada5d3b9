import * as contract from '#contract/budgets.ts'
import { refuse } from '#contract/refusals.ts'
import { command, query } from '#kernel/operations.ts'
import { findBudget } from './queries/budget.ts'
import { viewBudget } from './rules.ts'
import { setBudget } from './set-budget.ts'

export const budgetRoutes = [
  query(contract.getBudget, async (ctx) => {
    await ctx.passed
    const row = await findBudget(ctx.db, ctx.customer.channelId, ctx.customer.id)
    return row ? viewBudget(row, ctx.month) : refuse('not_found', {})
  }),
  command(contract.setBudget, setBudget),
]
