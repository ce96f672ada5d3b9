import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { dayFromNow } from '#console/ui/day-from-now.ts'
import { Instant } from '#console/ui/instant.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Authorization = AnswerOf<'listAuthorizations'>['items'][number]

const latelyDays = 30

/** What customers have decided lately of what this partner asked. */
export function DecidedRequests() {
  const t = useText()
  const search = { decidedFrom: dayFromNow(-latelyDays), sort: '-decidedAt' } as const
  const list = useApi('listAuthorizations', { ...search, limit: boxRows })
  const row = ({ id, customer, state, decidedAt }: Authorization) => ({
    id,
    content: <Link href={paths.authorizations({ ...search, id })}>{customer.name}</Link>,
    secondaryContent: decidedAt !== null && (
      <RichText id="home.decidedAt" values={{ at: <Instant at={decidedAt} /> }} />
    ),
    actions: <AuthorizationState state={state} />,
  })
  return (
    <AttentionBox
      title={t('home.decided')}
      list={list}
      row={row}
      href={paths.authorizations(search)}
      nothing={t('home.decided.none', { days: latelyDays })}
    />
  )
}
