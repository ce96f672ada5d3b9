/**
 * What is known of an order from the first field of Configure to the answer to it: a small machine of states, pure.
 *
 * The idempotency key belongs to the items. It is made when they are first taken to Confirm and stands in the draft
 * before anything is sent, so whatever sends again, a second click, a reload, a copy of the tab or a connection that
 * comes back, sends the same key, and there is one order.
 */
import { z } from 'zod'
import { Money } from '#contract/money.ts'
import { Problem } from '#contract/refusals.ts'
import { Term } from '#contract/time.ts'
import type { Wall } from '#contract/walls.ts'
import { OrderItemInput, type OrderState, placeOrder } from '#contract/orders.ts'
import { BillingMode } from '#contract/catalog.ts'

const Form = z.object({
  serviceId: z.string(),
  region: z.string(),
  billingMode: BillingMode,
  planId: z.string(),
  period: Term,
  quantity: z.string(),
  autoRenew: z.boolean(),
  texts: z.record(z.string(), z.string()),
})

/** An item, and how the catalog called what it is when it was configured. */
const ChosenItem = z.object({
  item: OrderItemInput,
  planName: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  /** How the plan calls its parameters. */
  labels: z.record(z.string(), z.string()).default({}),
})
export type ChosenItem = z.output<typeof ChosenItem>

/** What is sent beside the items. */
const Terms = z.object({
  quotedTotal: Money,
  payment: z.enum(['now', 'later']),
  verificationCode: z.string().optional(),
})
export type Terms = z.output<typeof Terms>

const StoredProblem = z.object({ status: z.number(), problem: Problem })
export type StoredProblem = z.output<typeof StoredProblem>

/** A state may be one that this console does not know yet. */
const State = z.custom<OrderState>((state) => typeof state === 'string')
const PlacedOrder = z.object({
  id: z.string(),
  state: State,
  total: Money,
  committed: Money,
  placedAt: z.string(),
})
export type PlacedOrder = z.output<typeof PlacedOrder>

const Stage = z.discriminatedUnion('at', [
  /** How it is to be paid; after a refusal also what was refused, on which terms. */
  z.object({
    at: z.literal('confirm'),
    payment: Terms.shape.payment,
    refused: z.object({ answer: StoredProblem, terms: Terms }).nullable(),
  }),
  /**
   * `tries`: how often it was sent since `confirmedAt` (ms); `isOut`: the last try may still be answered;
   * `missed`: what came instead.
   */
  z.object({
    at: z.literal('placing'),
    terms: Terms,
    confirmedAt: z.number(),
    tries: z.number(),
    isOut: z.boolean(),
    missed: z.object({ problem: StoredProblem.nullable() }).nullable(),
  }),
  z.object({ at: z.literal('placed'), order: PlacedOrder, wasReplayed: z.boolean() }),
  /** The key was used for something else: these items were ordered already, by a copy of this tab. */
  z.object({ at: z.literal('placed_elsewhere') }),
])

const Preparation = z.object({ key: z.string(), items: z.array(ChosenItem), stage: Stage })
export type Preparation = z.output<typeof Preparation>
export type Refused = Extract<Preparation['stage'], { at: 'confirm' }>['refused']
export type Placing = Extract<Preparation['stage'], { at: 'placing' }>

/** `item`: what the form orders as it stands, so that its price can be asked for before the catalog has come. */
export const OrderDraft = z.object({
  form: Form.nullable(),
  item: OrderItemInput.nullable(),
  order: Preparation.nullable(),
})
export type OrderDraft = z.output<typeof OrderDraft>

export const emptyDraft: OrderDraft = { form: null, item: null, order: null }

/** Takes items to Confirm. The same items keep their key; others get the new one. An order that is out stays. */
export function prepare(draft: OrderDraft, items: readonly ChosenItem[], newKey: string): OrderDraft {
  const { order } = draft
  if (order?.stage.at === 'placing') return draft
  if (order && order.stage.at !== 'placed' && sameItems(order.items, items)) return draft
  return {
    ...draft,
    order: { key: newKey, items: [...items], stage: { at: 'confirm', payment: 'now', refused: null } },
  }
}

/** How it is to be paid stands in the draft, so that a reload does not turn “later” into “now”. */
export function choosePayment(order: Preparation, payment: Terms['payment']): Preparation {
  return order.stage.at === 'confirm' ? { ...order, stage: { ...order.stage, payment } } : order
}

/** The member has confirmed: from here on it counts as sent, whatever becomes of the page. */
export function confirm(order: Preparation, terms: Terms, confirmedAt: number): Preparation {
  if (order.stage.at !== 'confirm') return order
  return { ...order, stage: { at: 'placing', terms, confirmedAt, tries: 0, isOut: false, missed: null } }
}

/** Written down before each time it is sent. */
export function sending(order: Preparation): Preparation {
  const { stage } = order
  return stage.at === 'placing' ? { ...order, stage: { ...stage, tries: stage.tries + 1, isOut: true } } : order
}

export function answered(order: Preparation, placed: PlacedOrder, wasReplayed: boolean): Preparation {
  return order.stage.at === 'placing' ? { ...order, stage: { at: 'placed', order: placed, wasReplayed } } : order
}

/** No order came back: a refusal, with its problem, or no answer at all. */
export function failed(order: Preparation, problem: StoredProblem | null): Preparation {
  const { stage } = order
  if (stage.at !== 'placing') return order
  if (problem?.problem.code === 'idempotency_key_reused') return { ...order, stage: { at: 'placed_elsewhere' } }
  if (problem && isRefusal(problem, stage)) return { ...order, stage: confirmAgain(problem, withoutCode(stage.terms)) }
  return { ...order, stage: { ...stage, isOut: false, missed: { problem } } }
}

function confirmAgain(answer: StoredProblem, terms: Terms): Preparation['stage'] {
  return { at: 'confirm', payment: terms.payment, refused: { answer, terms } }
}

/** A code is good once, and not to be kept. */
function withoutCode({ quotedTotal, payment }: Terms): Terms {
  return { quotedTotal, payment }
}

/** Refusals that the server gives only after it has looked for an order under the key and found none. */
const behindTheKey: readonly string[] = placeOrder.refusals ?? []
/** The same for `not_allowed`: walls that only an order meets, not whoever sends it. */
const wallsOfOrders: readonly string[] = [
  'customer_frozen',
  'authorization_service_family',
  'authorization_term',
  'authorization_order_amount',
  'authorization_month_amount',
  'authorization_order_count',
  'budget',
  'quota',
  'quota_currency',
] satisfies Wall[]
/**
 * The server has not decided, or somebody has to sign in first: sending it again is what helps. What is no problem of
 * the server's own, as from a proxy, says nothing of what the server has done.
 */
const undecided = ['session_missing', 'session_changed', 'busy', 'too_many_requests', 'unknown']

/**
 * Whether a problem proves that nothing was placed. A first try that was refused was; later ones only prove it when the
 * refusal comes from behind the key: whoever may not enter any more does not hear what became of the earlier try.
 */
function isRefusal({ status, problem }: StoredProblem, { tries }: Placing): boolean {
  if (status >= 500 || undecided.includes(problem.code)) return false
  if (tries <= 1 || behindTheKey.includes(problem.code)) return true
  const { reasons = [] } = problem
  return problem.code === 'not_allowed' && reasons.some(({ failed: wall }) => wallsOfOrders.includes(wall))
}

const maxAutomaticTries = 8
const wantedForMs = 15 * 60_000
const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * Whether an order may still be sent without asking: not after a browser has brought back a tab of yesterday, whose
 * member may have given it up long ago.
 */
export function isStillWanted({ confirmedAt, tries }: Placing, nowMs: number): boolean {
  return tries < maxAutomaticTries && Math.abs(nowMs - confirmedAt) < wantedForMs
}

/**
 * How long to wait before it is sent again by itself; null when only a person can say so. A server that names a time is
 * given it, and a refusal that leaves the outcome open is not argued with.
 */
export function pauseBeforeRetry({ tries, isOut, missed }: Placing): number | null {
  if (isOut || !missed || tries >= maxAutomaticTries) return null
  const { problem } = missed
  if (problem?.status === 401) return null
  if (problem && problem.status < 500 && !undecided.includes(problem.problem.code)) return null
  const wished = problem?.problem['retryAfter']
  if (typeof wished === 'number') return Math.min(wished * 1_000, longestPauseMs)
  return Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
}

/** Items are the same when they order the same, in whatever order their parts were written down. */
function sameItems(some: readonly ChosenItem[], others: readonly ChosenItem[]): boolean {
  return written(some.map(({ item }) => item)) === written(others.map(({ item }) => item))
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
