import type { approveAuthorization as operation, Scope } from '#contract/authorizations.ts'
import { minorOf } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Tx } from '#kernel/db.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { openLimit } from '#modules/budgets/index.ts'
import { expireAuthorization, lockAuthorization, lockResellerAssociation, updateAuthorization } from './queries.ts'
import { findLetterInForce } from './queries/letters.ts'
import {
  acceptedLetter,
  decidedTerms,
  eventOf,
  refuseForeignCurrency,
  refuseImpossiblePeriod,
  refuseUnlessCan,
  refuseWidening,
  termsOf,
  viewAuthorization,
} from './rules.ts'
import type { AuthorizationRow, Terms } from './rules.ts'

/**
 * Grants what was asked, or less. It works from this decision on, and the limits it sets are opened with it. The
 * association is locked before the authorization, in the order in which orders lock them. The turnstile is shut because
 * the authorization that is renewed by it ends.
 */
export async function approveAuthorization(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  await shutTurnstile(tx, actor.accountId)
  const [isReseller, row, inForce] = await Promise.all([
    lockResellerAssociation(tx, actor.channelId, actor.accountId),
    lockAuthorization(tx, actor, input.authorizationId, ctx),
    findLetterInForce(tx, 'authorization'),
  ])
  if (!row) return refuse('not_found', {})
  refuseUnlessCan(row, 'approve')
  if (!isReseller) refuseWalls(['association'])
  if (!input.authorizationLetterAccepted) refuse('letter_not_accepted', { version: inForce.version })
  const letter = acceptedLetter(inForce, input.authorizationLetter)
  const terms = decide(row, input, now)
  const { approvalMode, approveAbove } = input
  const approval = { approvalMode, approveAboveMinor: approveAbove ? minorOf(approveAbove) : null }
  const accepted = { authorizationLetterVersion: letter.version, authorizationLetterSha256: letter.sha256 }
  const decision = { ...terms, ...approval, ...accepted, state: 'active', decidedAt: now }
  if (row.renews !== null) await endRenewed(ctx, row.renews)
  updateAuthorization(tx, row, { ...decision, decidedBy: actor.memberId })
  openLimits(tx, row, terms, ctx.month)
  ctx.emit('authorization.approved', eventOf(row))
  const granted = { ...row, ...decision, monthRoom: terms.maxMonthMinor, ordersRoom: terms.maxOrders }
  const view = viewAuthorization(granted)
  ctx.audit({
    subjects: [row.id, row.partnerId],
    partnerId: row.partnerId,
    detail: { scope: view.scope, approvalMode, approveAbove: view.approveAbove, ...accepted },
  })
  return view
}

/** The old one ends when the new one begins: at no instant are both in force, and in its place acting begins anew. */
async function endRenewed(ctx: CommandContext, id: string): Promise<void> {
  const old = await lockAuthorization(ctx.tx, ctx.actor, id, ctx)
  if (old?.state !== 'active') return
  await expireAuthorization(ctx.tx, old, ctx.now)
  ctx.emit('authorization.renewed', eventOf(old))
}

/** A decision may narrow what was asked, never widen it. */
function decide(row: AuthorizationRow, { scope, approveAbove }: Input<typeof operation>, now: Date): Terms {
  refuseForeignCurrency(scope, row.currency, approveAbove)
  const asked = termsOf(row.requestedScope as Scope, now)
  const terms = decidedTerms(scope, asked, now)
  refuseWidening(terms, asked)
  refuseImpossiblePeriod(terms)
  return terms
}

function openLimits(tx: Tx, row: AuthorizationRow, { maxMonthMinor, maxOrders }: Terms, month: string): void {
  const { id: authorizationId, channelId, customerId, partnerId, currency } = row
  const limit = { authorizationId, channelId, customerId, partnerId, month }
  if (maxMonthMinor !== null)
    openLimit(tx, { ...limit, kind: 'authorization_month', cadence: 'monthly', currency, maximum: maxMonthMinor })
  if (maxOrders !== null)
    openLimit(tx, { ...limit, kind: 'authorization_orders', cadence: 'one_time', currency: null, maximum: maxOrders })
}
