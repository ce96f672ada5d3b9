import ColumnLayout from '@cloudscape-design/components/column-layout'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { CustomerId } from '#contract/ids.ts'
import type { Customer } from '#contract/partners.ts'
import { Loading } from '#console/app/loading.tsx'
import { CustomerAuthorization } from './customer-authorization.tsx'
import { CustomerFacts } from './customer-facts.tsx'
import { CustomerMoney } from './customer-money.tsx'
import { RenewalsTable } from './renewals-table.tsx'
import type { Reveal } from './use-reveal.ts'

interface CustomerOverviewProps {
  readonly customerId: CustomerId
  readonly customer: Customer | undefined
  readonly reveal: Reveal
}

/** How a customer stands: its money, what it lets us do, who it is, and what ends soon. */
export function CustomerOverview({ customerId, customer, reveal }: CustomerOverviewProps) {
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        {customer ? <CustomerMoney customer={customer} /> : <Loading />}
        <CustomerAuthorization customerId={customerId} />
      </ColumnLayout>
      {customer && <CustomerFacts customer={customer} reveal={reveal} />}
      <RenewalsTable customerId={customerId} />
    </SpaceBetween>
  )
}
