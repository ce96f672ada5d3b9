import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import type { Customer, customerSorts } from '#contract/partners.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { BudgetUse } from '#console/ui/budget-use.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { LocalDate } from '#console/ui/local-date.tsx'
import { useMedia } from '#console/ui/use-media.ts'
import { ColumnHeader } from './column-header.tsx'
import type { CustomerAction } from './customer-action.ts'
import { CustomerMenu } from './customer-menu.tsx'
import { FreezeState } from './freeze-state.tsx'
import type { NameSort } from './customer-sort.ts'
import type { Reveal, SensitiveColumn } from './use-reveal.ts'

type Sort = (typeof customerSorts)[number]

export interface CustomerColumn extends TableProps.ColumnDefinition<Customer> {
  readonly id: string
  /** The header in words, for choosing columns. */
  readonly label: string
  readonly cell: (customer: Customer) => ReactNode
}

interface ColumnsInput {
  readonly reveal: Reveal
  readonly nameSort: NameSort
  /** The row that the URL points at. */
  readonly pointedAt: string | undefined
  readonly onChoose: (action: CustomerAction, customer: Customer) => void
}

const none = '–'

/** Every column of Customer Management. Those that are masked have an eye in their header. */
export function useCustomerColumns({ reveal, nameSort, pointedAt, onChoose }: ColumnsInput): CustomerColumn[] {
  const t = useText()
  const code = useCodeText()
  // On a phone no column stands still, and the menu would be at the far end of its row.
  const isNarrow = useMedia('(max-width: 688px)')
  const plain = (id: string, label: string, cell: CustomerColumn['cell'], sortingField?: Sort): CustomerColumn => ({
    id,
    label,
    header: label,
    cell,
    ...(sortingField === undefined ? {} : { sortingField }),
  })
  const masked = (
    id: string,
    label: string,
    column: SensitiveColumn,
    cell: CustomerColumn['cell'],
    sort?: NameSort,
  ) => ({
    ...plain(id, label, cell),
    header: <ColumnHeader text={label} column={column} reveal={reveal} {...(sort ? { sort } : {})} />,
  })
  const name = ({ id, name: text }: Customer) => (
    <span {...(id === pointedAt ? { 'data-pointed-at': true } : {})}>
      <Link href={paths.customer(id)}>{text}</Link>
    </span>
  )
  const association = ({ association: tie }: Customer) => (tie ? code('associationType', tie.type) : none)
  const customer: CustomerColumn = {
    ...masked('name', t('customers.name'), 'name', name, nameSort),
    isRowHeader: true,
  }
  const more: CustomerColumn = {
    ...plain('more', t('customers.actions'), (row) => (
      <div style={{ minWidth: 'max-content' }}>
        <CustomerMenu customer={row} onChoose={(action) => onChoose(action, row)} />
      </div>
    )),
    minWidth: 120,
  }
  const facts: CustomerColumn[] = [
    masked('account', t('customers.account'), 'name', ({ account }) => account),
    plain('freeze', t('customers.status'), ({ freeze }) => <FreezeState freeze={freeze} />),
    plain('authorization', t('customers.authorization'), authorizationOf(t('customers.noAuthorization'))),
    plain('budgetUsage', t('customers.budgetUse'), budgetOf(t('customers.noBudget')), 'budgetUsage'),
    plain(
      'monthToDate',
      t('customers.monthToDate'),
      ({ monthToDate }) => <Amount money={monthToDate} />,
      'monthToDate',
    ),
    plain('resourceExpiresOn', t('customers.resourceExpiresOn'), expiryOf, 'resourceExpiresOn'),
    masked(
      'accountManager',
      t('customers.accountManager'),
      'accountManager',
      (row) => row.accountManager?.name ?? none,
    ),
    masked('mobile', t('customers.mobile'), 'mobile', ({ mobile }) => mobile ?? none),
    masked('email', t('customers.email'), 'email', ({ email }) => email),
    plain('associationType', t('customers.associationType'), association),
    plain('associatedAt', t('customers.associatedAt'), associatedAt, 'associatedAt'),
    plain('partner', t('customers.partner'), ({ partner }) => partner.name),
    plain('tags', t('customers.tags'), ({ tags }) => (tags.length === 0 ? none : tags.join(', '))),
    plain('openOrders', t('customers.unpaidOrders'), ({ openOrders }) => openOrders),
    plain('liveResources', t('customers.liveResources'), ({ liveResources }) => liveResources),
    plain('id', t('customers.id'), ({ id }) => <Box variant="code">{id}</Box>),
  ]
  return isNarrow ? [customer, more, ...facts] : [customer, ...facts, more]
}

const authorizationOf = (nothing: string) =>
  function Authorization({ authorization }: Customer) {
    return authorization ? <AuthorizationState state={authorization.state} /> : nothing
  }

const budgetOf = (nothing: string) =>
  function Budget({ budget }: Customer) {
    return budget ? <BudgetUse percent={budget.usagePercent} /> : nothing
  }

function expiryOf({ resourceExpiresOn }: Customer): ReactNode {
  return resourceExpiresOn === null ? none : <LocalDate on={resourceExpiresOn} />
}

function associatedAt({ association }: Customer): ReactNode {
  return association ? <Instant at={association.beganAt} /> : none
}
