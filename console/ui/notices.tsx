import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

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

interface Notices {
  readonly show: (notice: Notice) => void
  readonly dismiss: (id: string) => void
}

const maxNotices = 5
const NoticesContext = createContext<Notices | null>(null)
const ShownContext = createContext<readonly Notice[]>([])

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Notice[]>([])
  const show = useCallback((notice: Notice) => {
    setShown((before) => [notice, ...before.filter(({ id }) => id !== notice.id)].slice(0, maxNotices))
  }, [])
  const dismiss = useCallback((id: string) => setShown((before) => before.filter((notice) => notice.id !== id)), [])
  const notices = useMemo(() => ({ show, dismiss }), [show, dismiss])
  return (
    <NoticesContext value={notices}>
      <ShownContext value={shown}>{children}</ShownContext>
    </NoticesContext>
  )
}

/** Says something above the page that outlives it: `notices.show({ id: 'tags-saved', type: 'success', header })`. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('There is no NoticesProvider above this component')
  return notices
}

export function useShownNotices(): readonly Notice[] {
  return useContext(ShownContext)
}
