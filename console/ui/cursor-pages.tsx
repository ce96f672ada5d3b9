import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useText } from '#console/text/text.tsx'
import { changedSearch, type Search } from './read-search.ts'
import { useSearch } from './use-list-state.ts'

declare module '@tanstack/history' {
  interface HistoryState {
    /** The cursors of the pages that were turned to get here, the first page's left out. */
    readonly turned?: readonly string[]
  }
}

interface CursorPagesProps {
  /** As the list answered it; null on its last page, undefined while it is on its way. */
  readonly nextCursor: string | null | undefined
}

/**
 * Turns the pages of a list. The cursor stands in the URL; the way back to earlier pages lies in the browser's history,
 * so whoever opens a link to a later page goes back to the first.
 */
export function CursorPages({ nextCursor }: CursorPagesProps) {
  const t = useText()
  const navigate = useNavigate()
  const { cursor } = useSearch()
  const turned = useRouterState({ select: ({ location }) => location.state.turned ?? [] })
  const turnTo = (to: string | undefined, past: readonly string[]) => {
    const search = (before: Search) => changedSearch(before, { cursor: to })
    void navigate({ to: '.', search, state: (state) => ({ ...state, turned: past }) })
  }
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <Button
        variant="icon"
        iconName="angle-left"
        ariaLabel={t('common.previousPage')}
        disabled={cursor === undefined}
        onClick={() => turnTo(turned.at(-2), turned.slice(0, -1))}
      />
      <Button
        variant="icon"
        iconName="angle-right"
        ariaLabel={t('common.nextPage')}
        disabled={!nextCursor}
        onClick={() => nextCursor && turnTo(nextCursor, [...turned, nextCursor])}
      />
    </SpaceBetween>
  )
}
