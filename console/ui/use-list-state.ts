import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'
import { changedSearch, readSearch, type Search } from './read-search.ts'

interface ChangeOptions {
  /** For what is typed letter by letter: the back button leads to the list as it was before, not to each letter. */
  readonly replace?: boolean
}

export interface ListState<I extends z.ZodObject> {
  /** What the URL asks for, as the operation takes it; what it would refuse is left out. */
  readonly input: Partial<z.input<I>>
  /** Changes part of it; `undefined` takes a part out. A change of anything but the page leads back to the first. */
  readonly change: (change: Readonly<Record<string, string | undefined>>, options?: ChangeOptions) => void
}

/**
 * The state of a list lies in the URL alone, and its words are those of the operation that is asked:
 * `useListState(listCustomers.input)`. So every list can be linked, reloaded, and gone back to.
 */
export function useListState<I extends z.ZodObject>(schema: I): ListState<I> {
  const search = useSearch()
  const input = useMemo(() => readSearch(schema, search), [schema, search])
  const changeSearch = useChangeSearch()
  const change = useCallback<ListState<I>['change']>(
    (changed, options) => changeSearch('cursor' in changed ? changed : { ...changed, cursor: undefined }, options),
    [changeSearch],
  )
  return { input, change }
}

/** The search part of the URL, for what is no operation's input: which tab, which row is pointed at. */
export function useSearch(): Search {
  return useRouterState({ select: ({ location }) => location.search as Search })
}

export function useChangeSearch(): (
  change: Readonly<Record<string, string | undefined>>,
  options?: ChangeOptions,
) => void {
  const navigate = useNavigate()
  return useCallback(
    (change, { replace = false } = {}) => {
      void navigate({ to: '.', search: (before: Search) => changedSearch(before, change), replace })
    },
    [navigate],
  )
}
