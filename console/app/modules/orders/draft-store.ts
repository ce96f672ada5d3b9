import { emptyDraft, OrderDraft } from './order-draft.ts'

/**
 * Where the draft of an order is kept: in this tab alone, for the context it belongs to. A copy of the tab starts with
 * a copy of it, and with the same key.
 */
const prefix = 'procura.order.'
const listeners = new Set<() => void>()

/**
 * One member in one acting session, or in their customer's own account. An idempotency key is the member's, so the
 * draft is too: whoever signs in after them must neither send their order nor find it.
 */
export function draftContext(memberId: string, place: string): string {
  return `${memberId}.${place}`
}

/** The text of a context's draft, which changes only when the draft does. */
export function draftText(context: string): string | null {
  return sessionStorage.getItem(prefix + context)
}

/** What cannot be read, as after an update of the console, is no draft. */
export function parseDraft(text: string | null): OrderDraft {
  if (text === null) return emptyDraft
  try {
    return OrderDraft.safeParse(JSON.parse(text)).data ?? emptyDraft
  } catch {
    return emptyDraft
  }
}

export function readDraft(context: string): OrderDraft {
  return parseDraft(draftText(context))
}

/** Kept before this returns, so that what follows can rely on it. */
export function writeDraft(context: string, draft: OrderDraft): void {
  if (draft.form === null && draft.order === null) sessionStorage.removeItem(prefix + context)
  else sessionStorage.setItem(prefix + context, JSON.stringify(draft))
  for (const listener of listeners) listener()
}

/**
 * Forgets what was drafted in other contexts, or in every one. Answers whether the outcome of an order among them is
 * not known.
 */
export function keepOnlyDraftOf(context: string | null): boolean {
  const others = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix) && key !== `${prefix}${context}`)
  const isOut = others.some((key) => parseDraft(sessionStorage.getItem(key)).order?.stage.at === 'placing')
  for (const key of others) sessionStorage.removeItem(key)
  return isOut
}

export function onDraftChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
