import { type ReactNode, useState } from 'react'
import type { AuthorizationId } from '#contract/ids.ts'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { isReason } from '#console/ui/reason-field.tsx'
import { codeOf, isProof } from '#console/ui/proof.ts'

interface ReasonedDecision {
  readonly reason: {
    readonly label: string
    readonly value: string
    readonly onChange: (reason: string) => void
    readonly isTried: boolean
  }
  readonly code: {
    readonly value: string
    readonly onChange: (code: string) => void
    readonly isTried: boolean
    readonly problem: unknown
  }
  readonly problem: unknown
  readonly isSending: boolean
  readonly send: () => void
}

/** Rejecting and revoking alike take a reason and a code; this holds both, and sends them once they are there. */
export function useReasonedDecision(
  operation: 'rejectAuthorization' | 'revokeAuthorization',
  authorizationId: AuthorizationId,
  said: { readonly header: string; readonly content?: ReactNode },
  onDone: () => void,
): ReasonedDecision {
  const t = useText()
  const { show } = useNotices()
  const [reason, setReason] = useState('')
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutateAsync, error, isPending } = useSend(operation)
  const send = () => {
    setTried(true)
    if (!isReason(reason) || !isProof(code)) return
    const tell = () => {
      show({ id: authorizationId, type: 'success', ...said })
      onDone()
    }
    // What went wrong stands in `error`.
    mutateAsync({ input: { authorizationId, reason: reason.trim(), ...codeOf(code) } }).then(tell, () => undefined)
  }
  return {
    reason: { label: t('common.reason'), value: reason, onChange: setReason, isTried },
    code: { value: code, onChange: setCode, isTried, problem: error },
    problem: error,
    isSending: isPending,
    send,
  }
}
