import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import List, { type ListProps } from '@cloudscape-design/components/list'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { UseQueryResult } from '@tanstack/react-query'
import { useContext } from 'react'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { BoxHeading } from './box-heading.ts'

interface AttentionBoxProps<T> {
  readonly title: string
  /** The same for ears, where the title alone does not tell it from that of another group. */
  readonly spokenTitle?: string
  readonly list: UseQueryResult<{ readonly items: readonly T[]; readonly nextCursor?: string | null }>
  readonly row: ListProps<T>['renderItem']
  /** The whole of it, filtered in the same way. */
  readonly href: string
  /** What it means that there is nothing. */
  readonly nothing: string
}

/** How many rows of each a home page asks for. */
export const boxRows = 5

/** One thing that may wait for the reader: how many there are, the first of them, and the way to all. */
export function AttentionBox<T>({ title, spokenTitle = title, list, row, href, nothing }: AttentionBoxProps<T>) {
  const t = useText()
  const heading = useContext(BoxHeading)
  const { data, error } = list
  const counter = data && `(${data.items.length}${data.nextCursor ? '+' : ''})`
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          headingTagOverride={heading}
          {...(counter === undefined ? {} : { counter })}
          actions={
            <Link href={href} ariaLabel={t('home.viewAllOf', { title: spokenTitle })}>
              {t('home.viewAll')}
            </Link>
          }
        >
          {title}
        </Header>
      }
    >
      {!data && error && <ProblemAlert problem={error} onRetry={() => void list.refetch()} />}
      {!data && !error && <StatusIndicator type="loading">{t('common.loading')}</StatusIndicator>}
      {data?.items.length === 0 && <Box color="text-body-secondary">{nothing}</Box>}
      {data && data.items.length > 0 && (
        <List ariaLabel={spokenTitle} items={data.items} renderItem={row} disablePaddings />
      )}
    </Container>
  )
}
