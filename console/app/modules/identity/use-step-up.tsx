import { type ReactNode, useState } from 'react'
import { isStepUpNeeded } from '#console/ui/wrong-code.ts'
import { StepUpDialog } from './step-up-dialog.tsx'

interface StepUp {
  /** Does something that needs a fresh factor, and where there is none asks for one and does it then. */
  readonly attempt: (act: () => Promise<unknown>) => void
  readonly isBusy: boolean
  readonly problem: unknown
  readonly dialog: ReactNode
}

/** For what the server does only in a session that has just shown a factor. */
export function useStepUp(): StepUp {
  const [waiting, setWaiting] = useState<(() => Promise<unknown>) | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      if (isStepUpNeeded(error)) setWaiting(() => act)
      else setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const goOn = (act: () => Promise<unknown>) => {
    setWaiting(null)
    void attempt(act)
  }
  return {
    attempt: (act) => void attempt(act),
    isBusy,
    problem,
    dialog: waiting && <StepUpDialog onDone={() => goOn(waiting)} onClose={() => setWaiting(null)} />,
  }
}
