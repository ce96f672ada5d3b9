import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { LocalDate } from '#console/ui/local-date.tsx'
import { useMedia } from '#console/ui/use-media.ts'
import { dayOf, type Month, weeksOf } from './month.ts'

export interface CalendarProps {
  readonly month: Month
  readonly byDay: ReadonlyMap<string, readonly AuthorizationView[]>
  readonly open: (id: string) => void
}

/** A month as a sheet of weeks, and where there is no room for seven columns, day under day. */
export function ExpiryMonth(props: CalendarProps) {
  return useMedia('(max-width: 912px)') ? <Days {...props} /> : <Sheet {...props} />
}

function Sheet({ month, byDay, open }: CalendarProps) {
  const language = useLanguage()
  const weeks = weeksOf(month)
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const today = dayOf(clockNow())
  return (
    <table className="calendar">
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              {weekday.format(new Date(`${day}T00:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day} className={day.startsWith(month) ? '' : 'outside'}>
                {day.startsWith(month) && (
                  <>
                    <Box variant="small" fontWeight={day === today ? 'bold' : 'normal'}>
                      <time dateTime={day} {...(day === today ? { 'aria-current': 'date' } : {})}>
                        {Number(day.slice(8))}
                      </time>
                    </Box>
                    <Endings ending={byDay.get(day) ?? []} open={open} />
                  </>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Days({ byDay, open }: CalendarProps) {
  return (
    <SpaceBetween size="m">
      {[...byDay].map(([day, ending]) => (
        <div key={day}>
          <Box fontWeight="bold">
            <LocalDate on={day} />
          </Box>
          <Endings ending={ending} open={open} />
        </div>
      ))}
    </SpaceBetween>
  )
}

function Endings({ ending, open }: { ending: readonly AuthorizationView[]; open: CalendarProps['open'] }) {
  const t = useText()
  return ending.map(({ id, customer, scope }) => (
    <div key={id}>
      <Button variant="inline-link" onClick={() => open(id)}>
        {customer.name}
      </Button>
      {scope.autoExtend && <Box variant="small">{t('calendar.extends')}</Box>}
    </div>
  ))
}
