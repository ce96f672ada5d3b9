import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useServiceNames } from '#console/api/use-catalog-names.ts'
import { paths } from '#console/paths.ts'
import { RichText, useLanguage, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { dayFromNow } from '#console/ui/day-from-now.ts'
import { Instant } from '#console/ui/instant.tsx'
import { listText } from '#console/ui/list-text.ts'
import { AttentionBox, boxRows } from './attention-box.tsx'

type OrderSummary = AnswerOf<'listOrders'>['items'][number]

interface OrdersToAttendProps {
  readonly of: 'unapproved' | 'unpaid' | 'failed'
  /** Whose orders; null for those of all customers of a partner. */
  readonly customerId: string | null
  /** Those of a distributor's resellers' customers, instead of its own. */
  readonly tab?: 'resellers_customers'
}

const latelyDays = 30
const secondLine = { unapproved: 'home.approveUntil', unpaid: 'home.payUntil', failed: 'home.orderedAt' } as const

/** Orders that wait to be approved or paid, or that went wrong lately. */
export function OrdersToAttend({ of, customerId, tab }: OrdersToAttendProps) {
  const t = useText()
  const states = {
    unapproved: { state: 'pending_approval' },
    unpaid: { state: 'pending_payment' },
    failed: { state: 'failed,partially_completed', placedFrom: dayFromNow(-latelyDays) },
  }[of]
  const search = { ...states, ...(tab ? { tab } : {}) }
  const asked = { ...states, limit: boxRows }
  const ofAll = useApi('listOrders', { ...asked, ...search }, { enabled: customerId === null })
  const ofOne = useApi(
    'listCustomerOrders',
    { ...asked, customerId: customerId ?? '' },
    { enabled: customerId !== null },
  )
  const title = t(`home.${of}`)
  return (
    <AttentionBox
      title={title}
      {...(tab ? { spokenTitle: t('home.ofResellers', { title }) } : {})}
      list={customerId === null ? ofAll : ofOne}
      row={useRow(of, customerId === null)}
      href={paths.orders(search)}
      nothing={t(`home.${of}.none`, { days: latelyDays })}
    />
  )
}

function useRow(of: OrdersToAttendProps['of'], isPartner: boolean) {
  const language = useLanguage()
  const services = useServiceNames()
  return ({ id, customerId, customerName, serviceCodes, lapsesAt, placedAt, total }: OrderSummary) => {
    const products = listText(serviceCodes.map(services.nameOf), language)
    const at = <Instant at={lapsesAt ?? placedAt} />
    return {
      id,
      content: <Link href={paths.customerOrder(customerId, id)}>{isPartner ? customerName : products}</Link>,
      secondaryContent: (
        <>
          {isPartner && `${products} · `}
          <RichText id={secondLine[of]} values={{ at }} />
        </>
      ),
      actions: <Amount money={total} />,
    }
  }
}
