import { sql } from 'kysely'
import type { AuthorizationState, listAuthorizations as operation } from '#contract/authorizations.ts'
import { idPrefixes } from '#contract/ids.ts'
import type { Input, Output } from '#contract/operation.ts'
import { midnight } from '#kernel/calendar.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { instantKeyOf, readCursor, readInstantCursor, toPage } from '#kernel/pages.ts'
import { stateAt, visibleAuthorizations } from '../queries.ts'
import { viewAuthorization } from '../rules.ts'
import type { AuthorizationRow } from '../rules.ts'

type Search = Input<typeof operation>
type Found = ReturnType<typeof visibleAuthorizations>

/** The authorizations of the caller's account that every filter keeps, a page of them. */
export async function listAuthorizations(ctx: QueryContext, by: Search): Promise<Output<typeof operation>> {
  await ctx.passed
  const found = inOrder(filtered(visibleAuthorizations(ctx.actor, ctx), by, ctx.now), by)
  const rows = await ctx.db.all(found.limit(by.limit + 1))
  return toPage(rows, by.limit, (row) => keyOf(row, by.sort), viewAuthorization)
}

/** As what a state may still be written, before a sweep has written down what time has made of it. */
function writtenAs(state: AuthorizationState): AuthorizationState[] {
  if (state === 'expired') return ['expired', 'active']
  return state === 'lapsed' ? ['lapsed', 'pending'] : [state]
}

function filtered(visible: Found, by: Search, now: Date): Found {
  let found = visible
  if (by.state) {
    // What is written stands in the text, so that a kept plan can use the index of one state.
    const written = writtenAs(by.state).map((state) => sql.lit(state))
    found = found.where('a.state', 'in', written).where(stateAt(now), '=', by.state)
  }
  if (by.source) found = found.where('a.source', '=', by.source)
  if (by.customerId) found = found.where('a.customerId', '=', by.customerId)
  if (by.validUntilFrom) found = found.where('a.validUntil', '>=', midnight(by.validUntilFrom, 0))
  if (by.validUntilTo) found = found.where('a.validUntil', '<', midnight(by.validUntilTo, 1))
  if (by.decidedFrom) found = found.where('a.decidedAt', '>=', midnight(by.decidedFrom, 0))
  return found
}

function inOrder(found: Found, { sort, cursor }: Search): Found {
  if (sort === '-requestedAt') {
    const before = readCursor(cursor, /^aut_[0-9a-z]{26}$/)
    return (before ? found.where('a.id', '<', before) : found).orderBy('a.id', 'desc')
  }
  const last = readInstantCursor(cursor, idPrefixes.authorization)
  if (sort === 'validUntil') {
    const later = last && sql<boolean>`(a.valid_until, a.id) > (${last.instant}, ${last.id})`
    return (later ? found.where(later) : found).orderBy('a.validUntil').orderBy('a.id')
  }
  const earlier = last && sql<boolean>`(a.decided_at, a.id) < (${last.instant}, ${last.id})`
  const decided = found.where('a.decidedAt', 'is not', null)
  return (earlier ? decided.where(earlier) : decided).orderBy('a.decidedAt', 'desc').orderBy('a.id', 'desc')
}

/** Where the next page goes on, in the order of this very list. */
function keyOf({ id, validUntil, decidedAt }: AuthorizationRow, sort: Search['sort']): string {
  if (sort === 'validUntil') return instantKeyOf(validUntil, id)
  return sort === '-decidedAt' && decidedAt ? instantKeyOf(decidedAt, id) : id
}
