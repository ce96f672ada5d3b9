import { useState } from 'react'
import type { ApprovalMode, AuthorizationView } from '#contract/authorizations.ts'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { isVerificationCode } from '#console/ui/verification-code-field.tsx'
import { narrowScope, type Narrowing, type ScopeDraft } from './narrow-scope.ts'

export type Mode = Extract<ApprovalMode, 'automatic' | 'notify'>

/** Everything that a customer says when it approves, and sending it once all of it is there. */
export function useApproval({ id, partner }: AuthorizationView, narrowing: Narrowing, first: ScopeDraft) {
  const t = useText()
  const { show } = useNotices()
  const { mutateAsync, error, isPending } = useSend('approveAuthorization')
  const [draft, setDraft] = useState(first)
  const [mode, setMode] = useState<Mode>('notify')
  const [isAccepted, setAccepted] = useState(false)
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const narrowed = narrowScope(draft, narrowing)
  const isComplete = narrowed.scope !== null && isAccepted && isVerificationCode(code)
  const send = () => {
    setTried(true)
    if (narrowed.scope === null || !isComplete) return
    const input = {
      authorizationId: id,
      authorizationLetterAccepted: isAccepted,
      approvalMode: mode,
      verificationCode: code,
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
    isTried,
    isSending: isPending,
    problem: error,
    send,
    scope: { draft, onChange: setDraft },
    mode: { mode, onChange: setMode },
    letter: { isAccepted, onChange: setAccepted },
    code: { value: code, onChange: setCode, isTried, problem: error },
  }
}
