import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { type ActingEndCause, listActingSessions } from '#contract/acting.ts'
import type { CustomerId } from '#contract/ids.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { readableCode } from '#console/text/format.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'

type Session = AnswerOf<'listActingSessions'>['items'][number]

const endings: Readonly<Record<ActingEndCause, PlainTextKey>> = {
  left: 'customer.acting.end.left',
  signed_out: 'customer.acting.end.signedOut',
  replaced: 'customer.acting.end.replaced',
  ended_by_customer: 'customer.acting.end.byCustomer',
  authorization_revoked: 'customer.acting.end.revoked',
  authorization_over: 'customer.acting.end.authorizationOver',
  permission_withdrawn: 'customer.acting.end.permissionWithdrawn',
  api_key_revoked: 'customer.acting.end.apiKeyRevoked',
  association_ended: 'customer.acting.end.associationEnded',
  expired: 'customer.acting.end.expired',
}

/** Who of us acted in this customer's account, or acts now: when, why, and how it ended. */
export function CustomerActingTab({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { input } = useListState(listActingSessions.input.pick({ cursor: true }))
  const list = useApi('listActingSessions', { ...input, customerId }, { keepPrevious: true })
  return (
    <ListTable
      title={t('customer.tab.acting')}
      list={list}
      columns={useColumns()}
      clear={null}
      empty={<EmptyState title={t('customer.acting.none')} text={t('customer.acting.none.text')} />}
    />
  )
}

function useColumns(): TableProps.ColumnDefinition<Session>[] {
  const t = useText()
  return [
    {
      id: 'member',
      header: t('customer.acting.member'),
      isRowHeader: true,
      minWidth: 150,
      cell: ({ memberName }) => memberName,
    },
    { id: 'reason', header: t('customer.acting.reason'), minWidth: 200, cell: ({ reason }) => reason },
    {
      id: 'startedAt',
      header: t('customer.acting.startedAt'),
      minWidth: 180,
      cell: ({ startedAt }) => <Instant at={startedAt} isExact />,
    },
    {
      id: 'endedAt',
      header: t('customer.acting.endedAt'),
      minWidth: 180,
      cell: ({ endedAt }) => endedAt && <Instant at={endedAt} isExact />,
    },
    { id: 'end', header: t('customer.acting.end'), minWidth: 200, cell: (session) => <Ending session={session} /> },
    {
      id: 'done',
      header: t('customer.acting.done'),
      minWidth: 130,
      cell: ({ id, memberName }) => (
        <Link href={paths.audit({ actingSessionId: id })} ariaLabel={t('customer.acting.log.of', { name: memberName })}>
          {t('customer.acting.log')}
        </Link>
      ),
    },
  ]
}

function Ending({ session: { endedAt, endCause } }: { session: Session }) {
  const t = useText()
  if (endedAt === null) return <StatusIndicator type="in-progress">{t('customer.acting.live')}</StatusIndicator>
  if (endCause === null) return t('actingEnded.noCause')
  // The set of causes is open: one that is not known yet is made readable.
  const known: PlainTextKey | undefined = endings[endCause]
  return known ? t(known) : readableCode(endCause)
}
