import { requestWalls } from '#contract/authority.ts'
import type { renewAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { insertRequest } from './insert-request.ts'
import { findAuthorization } from './queries.ts'
import { findLetterInForce } from './queries/letters.ts'
import {
  decidedTerms,
  refuseForeignCurrency,
  refuseImpossiblePeriod,
  refuseUnlessCan,
  refuseWidening,
  renewableTerms,
  scopeOf,
  viewAuthorization,
} from './rules.ts'

/**
 * Asks for the same again, or for less, before an authorization ends. It is a request like any other, which the
 * customer decides once; the old one stays in force until then, and ends when the new one begins.
 */
export async function renewAuthorization(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, customer, now, tx } = ctx
  const [row, inForce] = await Promise.all([
    findAuthorization(tx, actor, input.authorizationId, ctx),
    findLetterInForce(tx, 'commitment'),
  ])
  if (!row || row.customerId !== customer.id) return refuse('not_found', {})
  refuseWalls(requestWalls(ctx.facts))
  refuseUnlessCan(row, 'renew')
  if (!input.commitmentLetterAccepted) refuse('commitment_letter_not_accepted', { version: inForce.version })
  refuseForeignCurrency(input.scope, customer.currency)
  const most = renewableTerms(row, now)
  const terms = decidedTerms(input.scope, most, now)
  refuseWidening(terms, most)
  refuseImpossiblePeriod(terms)
  const { message, commitmentLetter: accepted } = input
  const scope = scopeOf({ ...terms, currency: customer.currency })
  return viewAuthorization(await insertRequest(ctx, { message, scope, terms, inForce, accepted, renews: row.id }))
}
