import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'

export interface Notice {
  /** A later notice with the same id takes the place of the earlier one. */
  readonly id: string
  readonly type: FlashbarProps.Type
  readonly header: string
  readonly content?: ReactNode
  readonly action?: ReactNode
  /** One that stays cannot be waved away: it goes when its cause does. */
  readonly stays?: boolean
}

interface ShownNotice extends Notice {
  /** When it appeared, in milliseconds of `performance.now`. */
  readonly at: number
}

interface Notices {
  readonly show: (notice: Notice) => void
  readonly dismiss: (id: string) => void
}

const maxNotices = 5
const NoticesContext = createContext<Notices | null>(null)
const ShownContext = createContext<readonly ShownNotice[]>([])

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly ShownNotice[]>([])
  const show = useCallback((notice: Notice) => {
    const added = { ...notice, at: performance.now() }
    setShown((before) => [added, ...before.filter(({ id }) => id !== notice.id)].slice(0, maxNotices))
  }, [])
  const dismiss = useCallback((id: string) => setShown((before) => before.filter((notice) => notice.id !== id)), [])
  useEffect(() => handedOver.splice(0).forEach(show), [show])
  const notices = useMemo(() => ({ show, dismiss }), [show, dismiss])
  return (
    <NoticesContext value={notices}>
      <ShownContext value={shown}>{children}</ShownContext>
    </NoticesContext>
  )
}

const handedOver: Notice[] = []

/** Says something above the page that is gone to, where another frame stands around it. */
export function handOver(notice: Notice): void {
  handedOver.push(notice)
}

/** Says something above the page that outlives it: `notices.show({ id: 'tags-saved', type: 'success', header })`. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('There is no NoticesProvider above this component')
  return notices
}

export function useShownNotices(): readonly ShownNotice[] {
  return useContext(ShownContext)
}
