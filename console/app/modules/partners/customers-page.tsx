import SpaceBetween from '@cloudscape-design/components/space-between'
import { StillActing } from '#console/app/modules/acting/still-acting.tsx'
import { useText } from '#console/text/text.tsx'
import { CustomerTabs } from '#console/ui/customer-tabs.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { customerSearch } from './customer-search.ts'
import { CustomersTable } from './customers-table.tsx'

/** Customer Management: whom the partner sells to, and everything it does for them. */
export function CustomersPage() {
  const t = useText()
  const { input, change } = useListState(customerSearch)
  return (
    <Page title={t('customers.title')} help="customers.help">
      <SpaceBetween size="m">
        <StillActing />
        <CustomerTabs tab={input.tab} change={change}>
          <CustomersTable />
        </CustomerTabs>
      </SpaceBetween>
    </Page>
  )
}
