import type { TableProps } from '@cloudscape-design/components/table'
import type { Customer } from '#contract/partners.ts'

type Change = (change: Readonly<Record<string, string | undefined>>) => void

export interface NameSort {
  readonly direction: 'up' | 'down' | null
  readonly toggle: () => void
}

type Sorting = Pick<TableProps<Customer>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>

const usual = '-associatedAt'

/** How the list is sorted, which is part of the URL: by the headers of the table, and by the one of the name. */
export function sortingOf(
  sort: string = usual,
  change: Change,
): { readonly sorting: Sorting; readonly nameSort: NameSort } {
  const isDown = sort.startsWith('-')
  const field = isDown ? sort.slice(1) : sort
  const sortBy = (to: string) => change({ sort: to === usual ? undefined : to })
  const isByName = field === 'name'
  return {
    sorting: {
      sortingColumn: { sortingField: field },
      sortingDescending: isDown,
      onSortingChange: ({ detail }) =>
        sortBy(`${detail.isDescending ? '-' : ''}${detail.sortingColumn.sortingField ?? field}`),
    },
    nameSort: {
      direction: isByName ? (isDown ? 'down' : 'up') : null,
      toggle: () => sortBy(isByName && !isDown ? '-name' : 'name'),
    },
  }
}
