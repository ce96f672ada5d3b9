import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useSession } from '#console/api/session.ts'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { draftContext, draftText, onDraftChange, parseDraft, readDraft, writeDraft } from './draft-store.ts'
import type { OrderDraft } from './order-draft.ts'

export interface DraftInHand {
  /** What the draft is kept under. */
  readonly context: string
  readonly draft: OrderDraft
  readonly change: (change: (draft: OrderDraft) => OrderDraft) => void
}

/** The draft of this tab's context. A change starts from what is kept, not from what was drawn. */
export function useDraft(): DraftInHand {
  const { customerId, actingSessionId } = useCustomerContext()
  const { member } = useSession()
  const context = draftContext(member.id, actingSessionId ?? customerId)
  const text = useSyncExternalStore(onDraftChange, () => draftText(context))
  const draft = useMemo(() => parseDraft(text), [text])
  const change = useCallback<DraftInHand['change']>(
    (changed) => writeDraft(context, changed(readDraft(context))),
    [context],
  )
  return { context, draft, change }
}
