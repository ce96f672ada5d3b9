import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type ActingSession = AnswerOf<'listActingSessions'>['items'][number]

const everyMs = 30_000

/** Who acts in this account at this moment, and why. */
export function ActingNow({ customerId }: { customerId: string }) {
  const t = useText()
  const list = useApi('listActingSessions', { customerId, live: true, limit: boxRows }, { everyMs })
  const href = paths.myPartner({ tab: 'access' })
  const row = ({ id, memberName, partnerName, reason, startedAt }: ActingSession) => ({
    id,
    content: <Link href={href}>{t('home.memberOf', { member: memberName, partner: partnerName })}</Link>,
    secondaryContent: reason,
    actions: <RichText id="home.since" values={{ at: <Instant at={startedAt} /> }} />,
  })
  return (
    <AttentionBox title={t('home.actingNow')} list={list} row={row} href={href} nothing={t('home.actingNow.none')} />
  )
}
