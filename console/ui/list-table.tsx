import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '#console/text/text.tsx'
import { CursorPages } from './cursor-pages.tsx'
import { NoMatch } from './no-match.tsx'
import { ProblemAlert } from './problem-alert.tsx'

interface ListTableProps<T> {
  readonly title: string
  readonly list: UseQueryResult<{ readonly items: readonly T[]; readonly nextCursor?: string | null }>
  readonly columns: readonly TableProps.ColumnDefinition<T>[]
  readonly filter?: ReactNode
  readonly actions?: ReactNode
  readonly description?: ReactNode
  /** What stands there while nothing is listed at all: what this list is for, and what fills it. */
  readonly empty: ReactNode
  /** Takes every filter out; null while none is set, when an empty list means that there is nothing. */
  readonly clear: (() => void) | null
  /** What only some lists have: sorting, columns to choose from, columns that stay in sight. */
  readonly more?: Partial<TableProps<T>>
}

/** A list of the API as a table: on its way, empty, without a match, gone wrong, and page by page. */
export function ListTable<T extends { readonly id: string }>(props: ListTableProps<T>) {
  const { title, list, columns, filter, actions, description, empty, clear, more } = props
  const t = useText()
  const retry = () => void list.refetch()
  // A list that is short enough to come whole has no cursor at all.
  const isPaged = !list.data || list.data.nextCursor !== undefined
  if (list.error && !list.data) {
    return (
      <SpaceBetween size="m">
        {filter}
        <ProblemAlert problem={list.error} onRetry={retry} />
      </SpaceBetween>
    )
  }
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {actions}
              <Button
                iconName="refresh"
                ariaLabel={t('list.refresh')}
                loading={list.isFetching && !list.isLoading}
                loadingText={t('common.loading')}
                onClick={retry}
              />
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title }}
      items={list.data?.items ?? []}
      columnDefinitions={columns}
      trackBy="id"
      loading={list.isLoading}
      loadingText={t('common.loading')}
      filter={filter}
      pagination={isPaged && <CursorPages nextCursor={list.data?.nextCursor} />}
      empty={clear ? <NoMatch clear={clear} /> : <Box textAlign="center">{empty}</Box>}
      wrapLines
      stickyHeader
      {...more}
    />
  )
}
