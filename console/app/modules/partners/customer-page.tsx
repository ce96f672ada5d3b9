import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { ProblemError } from '#sdk/client.ts'
import type { CustomerId } from '#contract/ids.ts'
import type { Customer } from '#contract/partners.ts'
import { useApi } from '#console/api/use-api.ts'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import { useReasonText } from '#console/ui/use-reason-text.ts'
import { type CustomerAction, isCustomerAction } from './customer-action.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { CustomerMenu } from './customer-menu.tsx'
import { CustomerPageTabs } from './customer-page-tabs.tsx'
import { useReveal } from './use-reveal.ts'

/** One customer: how it stands with its money, and everything it has with us. Which dialog is open, the URL says. */
export function CustomerPage() {
  const t = useText()
  const params = useParams({ strict: false })
  const customerId = (params.customerId ?? '') as CustomerId
  const reveal = useReveal()
  const { action } = useSearch()
  const changeSearch = useChangeSearch()
  const choose = (chosen: CustomerAction) => changeSearch({ action: chosen })
  const close = () => changeSearch({ action: undefined }, { replace: true })
  const customer = useApi('getCustomer', { customerId, ...reveal.input }, { keepPrevious: true })
  const { data, error } = customer
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
  return (
    <Page
      title={data?.name ?? t('customer.title')}
      description={t('customer.description', { id: customerId })}
      crumbs={[{ text: t('customers.title'), href: paths.customers() }]}
      help="customer.help"
      actions={data && <Actions customer={data} onChoose={choose} />}
    >
      <SpaceBetween size="l">
        {!data && <ProblemAlert problem={error} onRetry={() => void customer.refetch()} />}
        <CustomerPageTabs customerId={customerId} customer={data} reveal={reveal} />
      </SpaceBetween>
      {data && action !== undefined && isCustomerAction(action) && (
        <CustomerDialog action={action} customer={data} onClose={close} />
      )}
    </Page>
  )
}

interface ActionsProps {
  readonly customer: Customer
  readonly onChoose: (action: CustomerAction) => void
}

function Actions({ customer, onChoose }: ActionsProps) {
  const t = useText()
  const reasonText = useReasonText()
  const { allowed = false, reasons = [] } = customer.can?.startActingSession ?? {}
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <CustomerMenu customer={customer} onChoose={onChoose} isOnPage />
      <Button
        variant="primary"
        onClick={() => onChoose('startActingSession')}
        disabled={!allowed}
        disabledReason={reasons.map(reasonText).join(' ')}
      >
        {t('customers.actOnBehalf')}
      </Button>
    </SpaceBetween>
  )
}
