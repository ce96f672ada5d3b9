import { requestWalls } from '#contract/authority.ts'
import type { requestAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { insertRequest } from './insert-request.ts'
import { findLetterInForce } from './queries/letters.ts'
import { refuseForeignCurrency, refuseImpossiblePeriod, termsOf, viewAuthorization } from './rules.ts'

/**
 * Asks a customer for authorization. Whoever may not act even with one is refused before the customer is bothered, and
 * a partner has at most one request or authorization open with a customer, also when two members ask at once.
 */
export async function requestAuthorization(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const inForce = await findLetterInForce(ctx.tx, 'commitment')
  const { message, scope, commitmentLetter: accepted } = input
  refuseWalls(requestWalls(ctx.facts))
  if (!input.commitmentLetterAccepted) refuse('commitment_letter_not_accepted', { version: inForce.version })
  refuseForeignCurrency(scope, ctx.customer.currency)
  const terms = termsOf(scope, ctx.now)
  refuseImpossiblePeriod(terms)
  return viewAuthorization(await insertRequest(ctx, { message, scope, terms, inForce, accepted, renews: null }))
}
