import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { readableCode } from '#console/text/format.ts'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { useSession } from '#console/api/session.ts'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import type { ChosenItem } from './order-draft.ts'
import type { Quote } from './use-quote.ts'
import { useTermText } from './use-term-text.ts'

interface ConfirmItemsProps {
  readonly customer: string
  readonly items: readonly ChosenItem[]
  readonly quote: Quote
}

/** Whose order it is, who places it, and every item with what it was set up to be. */
export function ConfirmItems({ customer, items, quote }: ConfirmItemsProps) {
  const t = useText()
  const acting = useActing()
  const { member } = useSession()
  const rows = items.map((chosen, line) => ({ ...chosen, line, priced: quote.items[line] }))
  return (
    <SpaceBetween size="l">
      <Container>
        <KeyValuePairs
          columns={2}
          items={[
            {
              label: t('confirm.customer'),
              value: (
                <Box variant="h2" tagOverride="span">
                  {customer}
                </Box>
              ),
            },
            {
              label: t('confirm.orderedBy'),
              value: acting
                ? t('confirm.onBehalf', { member: acting.memberName, partner: acting.partnerName })
                : member.name,
            },
          ]}
        />
      </Container>
      <Table
        items={rows}
        trackBy={({ line }) => String(line)}
        wrapLines
        header={<Header variant="h2">{t('confirm.items')}</Header>}
        ariaLabels={{ tableLabel: t('confirm.items') }}
        columnDefinitions={useItemColumns()}
      />
    </SpaceBetween>
  )
}

interface ItemRow extends ChosenItem {
  readonly line: number
  readonly priced: Quote['items'][number] | undefined
}

function useItemColumns() {
  const t = useText()
  const code = useCodeText()
  const termText = useTermText()
  const regions = useRegionNames()
  const { paths } = useCustomerContext()
  const settingsText = useSettingsText()
  return [
    {
      id: 'product',
      header: t('confirm.product'),
      isRowHeader: true,
      cell: ({ serviceName, planName }: ItemRow) => (
        <>
          {serviceName}
          <Box variant="small" display="block">
            {planName}
          </Box>
        </>
      ),
    },
    {
      id: 'amount',
      header: t('confirm.amount'),
      cell: ({ priced }: ItemRow) => priced && <ItemAmount priced={priced} />,
    },
    {
      id: 'period',
      minWidth: 120,
      header: t('configure.period'),
      cell: ({ item: { billingMode, period, autoRenew } }: ItemRow) => (
        <>
          {period ? termText(period) : code('billingMode', billingMode)}
          {autoRenew && (
            <Box variant="small" display="block">
              {t('confirm.autoRenews')}
            </Box>
          )}
        </>
      ),
    },
    { id: 'quantity', minWidth: 100, header: t('configure.quantity'), cell: ({ item }: ItemRow) => item.quantity },
    { id: 'region', header: t('confirm.region'), cell: ({ item }: ItemRow) => regions.nameOf(item.region) },
    { id: 'settings', header: t('confirm.settings'), cell: settingsText },
    {
      id: 'edit',
      minWidth: 100,
      header: t('confirm.item.change'),
      cell: ({ serviceId, serviceName }: ItemRow) => (
        <Link href={paths.configure(serviceId)} ariaLabel={t('confirm.item.editNamed', { service: serviceName })}>
          {t('confirm.item.edit')}
        </Link>
      ),
    },
  ]
}

/** What is paid for an item; for what is billed by use, what a month of it would come to. */
function ItemAmount({ priced: { amount, estimate } }: { priced: Quote['items'][number] }) {
  const t = useText()
  return (
    <>
      <Amount money={amount} />
      {estimate && (
        <Box variant="small" display="block">
          {t('summary.estimate')}: <Amount money={estimate} />
        </Box>
      )}
    </>
  )
}

/** What was set up, in the words of the plan’s own schema. */
function useSettingsText() {
  const t = useText()
  const textOf = (value: unknown) =>
    typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value)
  return ({ item: { parameters }, labels }: ItemRow) =>
    Object.entries(parameters)
      .map(([name, value]) => `${labels[name] ?? readableCode(name)}: ${textOf(value)}`)
      .join(' · ')
}
