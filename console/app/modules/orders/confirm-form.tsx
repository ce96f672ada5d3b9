import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { minorOf } from '#contract/money.ts'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { Loading } from '#console/app/loading.tsx'
import { WhyNotButton } from '#console/app/modules/acting/why-not-button.tsx'
import { useFactors } from '#console/api/factors.ts'
import { useSession } from '#console/api/session.ts'
import { useRegionNames } from '#console/api/use-catalog-names.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { moneyText } from '#console/ui/money-text.ts'
import { isRefusal } from '#console/ui/is-refusal.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { codeOf, isProof } from '#console/ui/proof.ts'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import { ConfirmAmounts } from './confirm-amounts.tsx'
import { ConfirmCode } from './confirm-code.tsx'
import { ConfirmItems } from './confirm-items.tsx'
import { ConfirmPayment } from './confirm-payment.tsx'
import { useDraft } from './use-draft.ts'
import { choosePayment, confirm, type Preparation, type Refused, type Terms } from './order-draft.ts'
import { RefusedAlert } from './refused-alert.tsx'
import { useQuote } from './use-quote.ts'

interface ConfirmFormProps {
  readonly order: Preparation
  readonly payment: Terms['payment']
  /** Why it was not placed when it was confirmed before. */
  readonly refused: Refused
}

/** Everything that is about to be ordered, for whom, at which price and with what effect, and the one button. */
export function ConfirmForm({ order, payment, refused }: ConfirmFormProps) {
  const t = useText()
  const language = useLanguage()
  const navigate = useNavigate()
  const { paths } = useCustomerContext()
  const { change } = useDraft()
  const acting = useActing()
  const { account } = useSession()
  const quote = useQuote(order.items.map(({ item }) => item))
  // Asked for together with the price, for the items that are shown with it.
  useRegionNames()
  useFactors()
  const setPayment = (chosen: Terms['payment']) =>
    change((draft) => ({ ...draft, order: draft.order && choosePayment(draft.order, chosen) }))
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const customer = acting?.customerName ?? account.name
  useEffect(preloadPlacing, [])
  if (quote.error)
    return (
      <SpaceBetween size="s">
        <ProblemAlert problem={quote.error} onRetry={() => void quote.refetch()} />
        {isRefusal(quote.error) && <WhyNotButton />}
      </SpaceBetween>
    )
  if (!quote.data) return <Loading />

  const { total, committed, verdict, needsVerificationCode } = quote.data
  const place = () => {
    setTried(true)
    if (needsVerificationCode && !isProof(code)) return
    const terms: Terms = { quotedTotal: total, payment, ...(needsVerificationCode ? codeOf(code) : {}) }
    change((draft) => ({ ...draft, order: draft.order && confirm(draft.order, terms, clockNow()) }))
    void navigate({ href: paths.placing(), replace: true })
  }
  const blocked = verdict.allowed
    ? { disabled: quote.isFetching }
    : { disabled: true, disabledReason: t('confirm.refused') }
  const placeText = minorOf(total) === 0n ? 'confirm.placeFree' : 'confirm.place'
  return (
    <SpaceBetween size="l">
      <RefusedAlert refused={refused} total={total} />
      <ConfirmItems customer={customer} items={order.items} quote={quote.data} />
      <ConfirmAmounts quote={quote.data} />
      <ConfirmPayment payment={payment} onChange={setPayment} quote={quote.data} />
      {needsVerificationCode && (
        <ConfirmCode customer={customer} code={code} onChange={setCode} isTried={isTried} refused={refused} />
      )}
      {!verdict.allowed && <Alert type="error" header={t('confirm.refused')} />}
      <SpaceBetween size="xs" alignItems="end">
        <span>{t('confirm.effect', { committed: moneyText(committed, language), customer })}</span>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" href={paths.selectProducts()}>
            {t('common.cancel')}
          </Button>
          <SubmitButton variant="primary" onClick={place} {...blocked}>
            {t(placeText, { total: moneyText(total, language) })}
          </SubmitButton>
        </SpaceBetween>
      </SpaceBetween>
    </SpaceBetween>
  )
}

/** The page that says what became of the order is here before it is sent: afterwards the connection may be lost. */
function preloadPlacing(): void {
  import('./placing-page.tsx').catch(() => undefined)
}
