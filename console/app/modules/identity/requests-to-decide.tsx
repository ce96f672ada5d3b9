import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AttentionBox, boxRows } from './attention-box.tsx'

type Authorization = AnswerOf<'listAuthorizations'>['items'][number]

/** What partners ask to be allowed, and only this customer's owner can grant. */
export function RequestsToDecide() {
  const t = useText()
  const whyNot = useWhyNot()('authorizations:decide')
  const list = useApi('listAuthorizations', { state: 'pending', limit: boxRows })
  const row = ({ id, partner, message }: Authorization) => ({
    id,
    content: <Link href={paths.myAuthorization(id)}>{partner.name}</Link>,
    secondaryContent: message,
    actions: (
      <Button
        href={paths.myAuthorization(id)}
        ariaLabel={t('home.processOf', { partner: partner.name })}
        {...(whyNot === undefined ? {} : { disabled: true, disabledReason: whyNot })}
      >
        {t('home.process')}
      </Button>
    ),
  })
  return (
    <AttentionBox
      title={t('home.requests')}
      list={list}
      row={row}
      href={paths.myPartner()}
      nothing={t('home.requests.none')}
    />
  )
}
