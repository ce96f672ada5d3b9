import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useApi } from '#console/api/use-api.ts'
import { Loading } from '#console/app/loading.tsx'
import { paths } from '#console/paths.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import { type CalendarProps, ExpiryMonth } from './expiry-month.tsx'
import { dayAfter, dayOf, daysOf, type Month, monthsAfter, readMonth } from './month.ts'

const mostShown = 100

/** On which day each authorization in force ends, month by month. */
export function ExpiryCalendar({ open }: Pick<CalendarProps, 'open'>) {
  const t = useText()
  const language = useLanguage()
  const month = readMonth(useSearch()['month'], clockNow())
  const { first, last } = daysOf(month)
  // A day of the reader's begins up to a day before or after that of the server.
  const search = { state: 'active', validUntilFrom: dayAfter(first, -1), validUntilTo: dayAfter(last, 1) } as const
  const list = useApi('listAuthorizations', { ...search, sort: 'validUntil', limit: mostShown }, { keepPrevious: true })
  const name = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return (
    <Container
      header={
        <Header variant="h2" description={t('calendar.text')} actions={<Turn month={month} />}>
          {t('calendar.ends', { month: name.format(new Date(`${first}T00:00:00Z`)) })}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.data ? <ExpiryMonth month={month} byDay={byDay(list.data.items, month)} open={open} /> : <Loading />}
        {list.data?.nextCursor && (
          <Alert type="info">
            {t('calendar.more')}{' '}
            <Link href={paths.authorizations({ ...search, sort: 'validUntil' })}>{t('calendar.more.list')}</Link>
          </Alert>
        )}
        {list.data && byDay(list.data.items, month).size === 0 && <Box textAlign="center">{t('calendar.none')}</Box>}
      </SpaceBetween>
    </Container>
  )
}

function Turn({ month }: { month: Month }) {
  const t = useText()
  const changeSearch = useChangeSearch()
  const turn = (count: number) => changeSearch({ month: monthsAfter(month, count) })
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="angle-left" ariaLabel={t('calendar.before')} onClick={() => turn(-1)} />
      <Button onClick={() => changeSearch({ month: undefined })}>{t('calendar.today')}</Button>
      <Button iconName="angle-right" ariaLabel={t('calendar.after')} onClick={() => turn(1)} />
    </SpaceBetween>
  )
}

function byDay(authorizations: readonly AuthorizationView[], month: Month): Map<string, AuthorizationView[]> {
  const within = authorizations.filter(({ scope: { validUntil = '' } }) => dayOf(validUntil).startsWith(month))
  return Map.groupBy(within, ({ scope: { validUntil = '' } }) => dayOf(validUntil))
}
