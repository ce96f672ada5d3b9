import type { Scope } from '#contract/authorizations.ts'
import type { AcceptedLetter } from '#contract/letters.ts'
import { refuse } from '#contract/refusals.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findOpenState, insertAuthorization } from './queries.ts'
import type { LetterInForce } from './queries/letters.ts'
import { settleAuthorizations } from './queries/over-time.ts'
import { acceptedLetter, eventOf } from './rules.ts'
import type { AuthorizationRow, Terms } from './rules.ts'
import { tellOver } from './tell-over.ts'

interface Asked {
  readonly message: string
  readonly scope: Scope
  readonly terms: Terms
  readonly inForce: LetterInForce
  readonly accepted: AcceptedLetter | undefined
  /** The authorization in whose place it is asked for. */
  readonly renews: string | null
}

/** Writes down what is asked of a customer, for a first request and for a renewal, and tells of it. */
export async function insertRequest(ctx: CommandContext, asked: Asked): Promise<AuthorizationRow> {
  const { actor, customer, now } = ctx
  const letter = acceptedLetter(asked.inForce, asked.accepted)
  const row: AuthorizationRow = {
    ...asked.terms,
    id: newId('authorization'),
    channelId: customer.channelId,
    customerId: customer.id,
    customerName: customer.name,
    partnerId: actor.accountId,
    partnerName: actor.accountName,
    source: ctx.facts.partner?.kind ?? 'reseller',
    state: 'pending',
    message: asked.message,
    requestedScope: asked.scope,
    currency: customer.currency,
    approvalMode: null,
    approveAboveMinor: null,
    commitmentLetterVersion: letter.version,
    commitmentLetterSha256: letter.sha256,
    authorizationLetterVersion: null,
    authorizationLetterSha256: null,
    firstUntil: null,
    renews: asked.renews,
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
    subjects: [row.customerId, row.id, ...(row.renews === null ? [] : [row.renews])],
    partnerId: row.partnerId,
    detail: {
      scope: asked.scope,
      commitmentLetterVersion: letter.version,
      commitmentLetterSha256: letter.sha256,
    },
  })
  return row
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
