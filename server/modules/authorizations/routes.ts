import * as contract from '#contract/authorizations.ts'
import * as letters from '#contract/letters.ts'
import { refuse } from '#contract/refusals.ts'
import { command, query } from '#kernel/operations.ts'
import { approveAuthorization } from './approve-authorization.ts'
import { cancelAuthorization } from './cancel-authorization.ts'
import { publishLetter } from './publish-letter.ts'
import { findAuthorization } from './queries.ts'
import { findLetter } from './queries/letters.ts'
import { listAuthorizations } from './queries/search.ts'
import { rejectAuthorization } from './reject-authorization.ts'
import { renewAuthorization } from './renew-authorization.ts'
import { requestAuthorization } from './request-authorization.ts'
import { revokeAuthorization } from './revoke-authorization.ts'
import { stopAutoExtend } from './stop-auto-extend.ts'
import { viewAuthorization, viewLetter } from './rules.ts'

export const authorizationRoutes = [
  command(contract.requestAuthorization, requestAuthorization),
  query(contract.listAuthorizations, listAuthorizations),
  query(contract.getAuthorization, async (ctx, { authorizationId }) => {
    await ctx.passed
    const row = await findAuthorization(ctx.db, ctx.actor, authorizationId, ctx)
    return row ? viewAuthorization(row) : refuse('not_found', {})
  }),
  command(contract.approveAuthorization, approveAuthorization),
  command(contract.rejectAuthorization, rejectAuthorization),
  command(contract.cancelAuthorization, cancelAuthorization),
  command(contract.revokeAuthorization, revokeAuthorization),
  command(contract.renewAuthorization, renewAuthorization),
  command(contract.stopAutoExtend, stopAutoExtend),
  query(letters.getLetter, async (ctx, wanted) => {
    const letter = await findLetter(ctx.db, wanted)
    return letter ? viewLetter(letter) : refuse('not_found', {})
  }),
  command(letters.publishLetter, publishLetter),
]
