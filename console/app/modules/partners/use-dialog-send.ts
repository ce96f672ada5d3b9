import { useState } from 'react'
import type { OperationByName } from '#contract/index.ts'
import { type AnswerOf, type SentTo, useSend } from '#console/api/use-api.ts'
import { useNotices } from '#console/ui/notices.tsx'

interface Sending<N extends keyof OperationByName> {
  /** What to send; null while something of it is missing. */
  readonly input: SentTo<N> | null
  readonly ifMatch?: number
  /** What is said above the page once it is done; null where what follows says it. */
  readonly done: string | null
  readonly onDone: (answer: AnswerOf<N>) => void
}

/** What a dialog sends when it is confirmed. What is missing is said from the first try on, not before. */
export function useDialogSend<N extends keyof OperationByName>(name: N, { input, ifMatch, done, onDone }: Sending<N>) {
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, reset } = useSend(name)
  const { show } = useNotices()
  const confirm = () => {
    setTried(true)
    if (input === null) return
    const onSuccess = (answer: AnswerOf<N>) => {
      if (done !== null) show({ id: name, type: 'success', header: done })
      onDone(answer)
    }
    mutate({ input, ...(ifMatch === undefined ? {} : { how: { ifMatch } }) }, { onSuccess })
  }
  return { isTried, confirm, isSending: isPending, problem: error, forgetProblem: reset }
}
