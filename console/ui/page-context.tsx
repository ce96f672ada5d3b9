import { createContext, type ReactNode, useContext, useState } from 'react'
import type { PlainTextKey } from '#console/text/text.tsx'

export interface Crumb {
  readonly text: string
  readonly href: string
}

/** What a page tells the frame about itself. */
export interface PageDescription {
  readonly title: string
  /** The pages between Home and this one, from above downwards. */
  readonly crumbs: readonly Crumb[]
  /** The text of the help panel; a line of it is a paragraph. */
  readonly help: PlainTextKey | null
}

const undescribed: PageDescription = { title: '', crumbs: [], help: null }
const PageContext = createContext(undescribed)
const DescribeContext = createContext<((page: PageDescription) => void) | null>(null)

export function PageProvider({ children }: { children: ReactNode }) {
  const [page, describe] = useState(undescribed)
  return (
    <DescribeContext value={describe}>
      <PageContext value={page}>{children}</PageContext>
    </DescribeContext>
  )
}

/** What the frame shows of the page that is open. */
export function usePageDescription(): PageDescription {
  return useContext(PageContext)
}

/** How a page describes itself; it stays the same, so that a page is not drawn again by its own description. */
export function useDescribePage(): (page: PageDescription) => void {
  return useContext(DescribeContext) ?? tellNobody
}

const tellNobody = () => undefined

/** Whether the frame is around what is shown; the sign-in page, the mailbox and some errors stand alone. */
export function useIsFramed(): boolean {
  return useContext(DescribeContext) !== null
}
