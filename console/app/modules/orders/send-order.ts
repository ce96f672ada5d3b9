import type { Api } from '#console/api/api-context.tsx'
import { reportProblem } from '#console/api/problems.ts'
import { ProblemError } from '#sdk/client.ts'
import { readDraft, writeDraft } from './draft-store.ts'
import { answered, emptyDraft, failed, type Preparation, sending } from './order-draft.ts'

/** What is under way from this page, by key, so that two parts of it do not send the same at once. */
const underWay = new Map<string, Promise<void>>()

/** Sends the confirmed order of a context, once or once more, and writes down what came of it. */
export function sendOrder(api: Api, context: string, customerId: string): Promise<void> {
  const { order } = readDraft(context)
  if (order?.stage.at !== 'placing') return Promise.resolve()
  const running = underWay.get(order.key)
  if (running) return running
  const started = send(api, context, customerId, order.key).finally(() => underWay.delete(order.key))
  underWay.set(order.key, started)
  return started
}

/**
 * After the page was loaded anew nothing is under way from it any more: what was written down as out will not be
 * answered here, and only sending it again can tell what became of it.
 */
export function noteLostAnswer(context: string): void {
  const { order } = readDraft(context)
  if (order?.stage.at !== 'placing' || !order.stage.isOut || underWay.has(order.key)) return
  advance(context, order.key, (before) => failed(before, null))
}

async function send({ client, queries }: Api, context: string, customerId: string, key: string): Promise<void> {
  const order = advance(context, key, sending)
  if (order?.stage.at !== 'placing') return
  const items = order.items.map(({ item }) => item)
  let wasReplayed = false
  const how = { idempotencyKey: key, onReplayed: () => (wasReplayed = true) }
  try {
    const answer = await client.placeOrder({ customerId, items, ...order.stage.terms }, how)
    const { id, state, total, committed, placedAt } = answer
    advance(context, key, (before) => answered(before, { id, state, total, committed, placedAt }, wasReplayed))
    await queries.invalidateQueries()
  } catch (error) {
    const problem = error instanceof ProblemError ? { status: error.status, problem: error.problem } : null
    advance(context, key, (before) => failed(before, problem))
    reportProblem(error)
    // The price that was refused must not be taken for the one that holds now.
    await queries.invalidateQueries({ queryKey: ['quoteOrder'] })
  }
}

/** Changes the order that has this key; one that was forgotten meanwhile, with its context, stays so. */
function advance(context: string, key: string, change: (order: Preparation) => Preparation): Preparation | null {
  const draft = readDraft(context)
  if (draft.order?.key !== key) return null
  const order = change(draft.order)
  // What has been placed is nobody's draft any more.
  writeDraft(context, order.stage.at === 'placed' ? { ...emptyDraft, order } : { ...draft, order })
  return order
}
