import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { Expiry } from '#console/app/modules/resources/expiry.tsx'
import { renewDays, toRenew } from '#console/app/modules/resources/to-renew.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Resource = AnswerOf<'listResources'>['items'][number]

interface ResourcesToRenewProps {
  /** Whose resources; null for those of all customers of a partner. */
  readonly customerId: string | null
  /** Those of a distributor's resellers' customers, instead of its own. */
  readonly tab?: 'resellers_customers'
}

/** The first of what is to be renewed, on a home page. */
export function ResourcesToRenew({ customerId, tab }: ResourcesToRenewProps) {
  const t = useText()
  const expiring = toRenew()
  const search = { ...expiring, ...(tab ? { tab } : {}) }
  const asked = { ...expiring, limit: boxRows }
  const ofAll = useApi('listResources', { ...asked, ...search }, { enabled: customerId === null })
  const input = { ...asked, customerId: customerId ?? '' }
  const ofOne = useApi('listCustomerResources', input, { enabled: customerId !== null })
  const row = (resource: Resource) => ({
    id: resource.id,
    content: <Link href={paths.resources({ ...search, orderId: resource.orderId })}>{resource.name}</Link>,
    secondaryContent: (
      <>
        {customerId === null && `${resource.customerName} · `}
        {t(resource.autoRenew ? 'home.renewsItself' : 'home.mustBeRenewed')}
      </>
    ),
    actions: <Expiry resource={resource} />,
  })
  const title = t('home.renew')
  return (
    <AttentionBox
      title={title}
      {...(tab ? { spokenTitle: t('home.ofResellers', { title }) } : {})}
      list={customerId === null ? ofAll : ofOne}
      row={row}
      href={paths.resources(search)}
      nothing={t('home.renew.none', { days: renewDays })}
    />
  )
}
