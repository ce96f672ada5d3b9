import { useState } from 'react'
import type { ApprovalMode, AuthorizationView } from '#contract/authorizations.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { codeOf, isProof } from '#console/ui/proof.ts'
import { readAmount } from '#console/ui/read-amount.ts'
import { draftOf, narrowScope, type Narrowing, type ScopeDraft } from './narrow-scope.ts'

/**
 * Everything that a customer says when it approves, and sending it once all of it is there.
 * @param renewed the authorization that the request would renew
 */
export function useApproval(
  { id, partner }: AuthorizationView,
  narrowing: Narrowing,
  letter: Pick<AnswerOf<'getLetter'>, 'version' | 'sha256'>,
  renewed?: AuthorizationView,
) {
  const t = useText()
  const { show } = useNotices()
  const { mutateAsync, error, isPending } = useSend('approveAuthorization')
  // Whoever renews keeps what orders wait for, unless they say otherwise.
  const before: ApprovalMode = renewed?.approvalMode ?? 'notify'
  const [asked] = useState<ScopeDraft>(() => draftOf(narrowing))
  const [draft, setDraft] = useState(asked)
  const [mode, setMode] = useState(before)
  const [above, setAbove] = useState(renewed?.approveAbove?.amount ?? '')
  const [isAccepted, setAccepted] = useState(false)
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const narrowed = narrowScope(draft, narrowing)
  const { currency } = narrowing
  const approveAbove = mode === 'approve_above' ? readAmount(above, currency) : undefined
  const isComplete = narrowed.scope !== null && approveAbove !== null && isAccepted && isProof(code)
  const isBegun = draft !== asked || mode !== before || isAccepted || code !== ''
  const send = () => {
    setTried(true)
    if (narrowed.scope === null || approveAbove === null || !isComplete) return
    const input = {
      authorizationId: id,
      authorizationLetterAccepted: isAccepted,
      authorizationLetter: { version: letter.version, sha256: letter.sha256 },
      approvalMode: mode,
      ...(approveAbove ? { approveAbove } : {}),
      ...codeOf(code),
      scope: narrowed.scope,
    }
    const header = t('process.approved', { partner: partner.name })
    const tell = () => show({ id, type: 'success', header, content: t('process.approved.text') })
    // What went wrong stands in `error`.
    mutateAsync({ input }).then(tell, () => undefined)
  }
  return {
    narrowed,
    isComplete,
    /** Whether anything has been filled in that leaving would lose. */
    isBegun,
    isTried,
    isSending: isPending,
    problem: error,
    send,
    scope: { draft, onChange: setDraft },
    mode: {
      mode,
      onChange: setMode,
      currency,
      above,
      onAboveChange: setAbove,
      isAboveMissing: isTried && approveAbove === null,
    },
    letter: { isAccepted, onChange: setAccepted },
    code: { value: code, onChange: setCode, isTried, problem: error },
  }
}
