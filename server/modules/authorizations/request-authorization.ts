import { requestWalls } from '#contract/authority.ts'
import type { requestAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findOpenState, insertAuthorization, settleAuthorizations } from './queries.ts'
import { findLetterInForce } from './queries/letters.ts'
import {
  acceptedLetter,
  eventOf,
  refuseForeignCurrency,
  refuseImpossiblePeriod,
  termsOf,
  viewAuthorization,
} from './rules.ts'
import type { AuthorizationRow } from './rules.ts'
import { tellOver } from './tell-over.ts'

/**
 * Asks a customer for authorization. Whoever may not act even with one is refused before the customer is bothered, and
 * a partner has at most one request or authorization open with a customer, also when two members ask at once.
 */
export async function requestAuthorization(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const inForce = await findLetterInForce(ctx.tx, 'commitment')
  const { actor, customer, now } = ctx
  refuseWalls(requestWalls(ctx.facts))
  if (!input.commitmentLetterAccepted) refuse('commitment_letter_not_accepted', { version: inForce.version })
  const letter = acceptedLetter(inForce, input.commitmentLetter)
  refuseForeignCurrency(input.scope, customer.currency)
  const terms = termsOf(input.scope, now)
  refuseImpossiblePeriod(terms)
  const row: AuthorizationRow = {
    ...terms,
    id: newId('authorization'),
    channelId: customer.channelId,
    customerId: customer.id,
    customerName: customer.name,
    partnerId: actor.accountId,
    partnerName: actor.accountName,
    source: ctx.facts.partner?.kind ?? 'reseller',
    state: 'pending',
    message: input.message,
    requestedScope: input.scope,
    currency: customer.currency,
    approvalMode: null,
    approveAboveMinor: null,
    commitmentLetterVersion: letter.version,
    commitmentLetterSha256: letter.sha256,
    authorizationLetterVersion: null,
    authorizationLetterSha256: null,
    requestedBy: actor.memberId,
    requestedByName: actor.memberName,
    requestedAt: now,
    decidedAt: null,
    endedAt: null,
    reason: null,
    monthRoom: null,
    ordersRoom: null,
  }
  await insertOrRefuse(ctx, row)
  ctx.emit('authorization.requested', eventOf(row))
  ctx.audit({
    subjects: [row.customerId, row.id],
    partnerId: row.partnerId,
    detail: { scope: input.scope, commitmentLetterVersion: letter.version, commitmentLetterSha256: letter.sha256 },
  })
  return viewAuthorization(row)
}

/** What is over but not yet written down as over stands in nobody's way. */
async function insertOrRefuse(ctx: CommandContext, row: AuthorizationRow): Promise<void> {
  const { channelId, customerId, partnerId } = row
  const over = await settleAuthorizations(ctx.tx, { channelId, customerId, partnerId }, ctx.now)
  tellOver(ctx, channelId, over)
  if (await insertAuthorization(ctx.tx, row)) return
  const state = await findOpenState(ctx.tx, ctx.actor, customerId)
  refuse('authorization_open', { state: state ?? 'pending' })
}
