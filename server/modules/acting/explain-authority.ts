import type { explainAuthority as operation } from '#contract/acting.ts'
import { explainedWalls } from '#contract/authority.ts'
import type { AuthorityFacts } from '#contract/authority.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { findGrant } from '#modules/authorizations/index.ts'
import { limitsForWish, roomsOf } from '#modules/budgets/index.ts'
import { viewWall, wishOf } from './rules.ts'

/** What stands between the caller and what they want to do, by the engine that decides it. Writes nothing. */
export async function explainAuthority(
  ctx: QueryContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { channelId, id: customerId, currency } = ctx.customer
  const { amount } = input.order ?? {}
  if (amount && amount.currency !== currency) refuse('currency_differs', { currency })
  const { authorizationId, facts } = await findDelegation(ctx)
  const limits = await ctx.db.all(limitsForWish({ channelId, customerId, authorizationId }))
  const room = roomsOf(limits, ctx.month, currency)
  const order = { room, wish: wishOf(input.order, facts.authorization) }
  const met = explainedWalls(facts, input.permission, input.permission === 'orders:place' ? order : null)
  return { allowed: met.every(({ passed }) => passed), walls: met.map((wall) => viewWall(wall, currency)) }
}

interface Delegation {
  readonly authorizationId: string | null
  readonly facts: AuthorityFacts
}

/** What the caller acts by, or would act by. */
async function findDelegation(ctx: QueryContext): Promise<Delegation> {
  const { db, actor, facts, customer } = ctx
  if (actor.acting) return { authorizationId: actor.acting.authorizationId, facts }
  if (actor.kind !== 'partner') return { authorizationId: null, facts }
  const by = { channelId: customer.channelId, customerId: customer.id, partnerId: actor.accountId }
  const grant = await findGrant(db, by, ctx)
  return { authorizationId: grant?.id ?? null, facts: { ...facts, authorization: grant?.facts ?? null } }
}
