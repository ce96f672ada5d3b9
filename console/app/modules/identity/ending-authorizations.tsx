import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { dayFromNow } from '#console/ui/day-from-now.ts'
import { Instant } from '#console/ui/instant.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Authorization = AnswerOf<'listAuthorizations'>['items'][number]

const soonDays = 30

/** Authorizations that end soon: ask anew before orders are refused. */
export function EndingAuthorizations() {
  const t = useText()
  const search = { state: 'active', validUntilTo: dayFromNow(soonDays), sort: 'validUntil' } as const
  const list = useApi('listAuthorizations', { ...search, limit: boxRows })
  const row = ({ id, customer, scope: { validUntil } }: Authorization) => ({
    id,
    content: <Link href={paths.authorizations({ ...search, id })}>{customer.name}</Link>,
    secondaryContent: validUntil !== undefined && (
      <RichText id="home.validUntil" values={{ at: <Instant at={validUntil} /> }} />
    ),
  })
  return (
    <AttentionBox
      title={t('home.ending')}
      list={list}
      row={row}
      href={paths.authorizations(search)}
      nothing={t('home.ending.none', { days: soonDays })}
    />
  )
}
