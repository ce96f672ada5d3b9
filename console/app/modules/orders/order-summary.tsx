import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reasonOf } from '#contract/walls.ts'
import { WhyNotButton } from '#console/app/modules/acting/why-not-button.tsx'
import { useText } from '#console/text/text.tsx'
import { isRefusal } from '#console/ui/is-refusal.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import { QuoteLines } from './quote-lines.tsx'
import type { Quote } from './use-quote.ts'
import { Verdict } from './verdict.tsx'
import { wishedOrder } from './wished-order.ts'

/** What there is to say of the price and of whether it may be ordered. */
export interface Priced {
  readonly quote: UseQueryResult<Quote>
  /** What there is to quote: a complete item, one with faults, or no plan yet. */
  readonly stand: 'complete' | 'faulty' | 'incomplete'
  /** The quote shown is for what stands in the fields now, not for what stood there before. */
  readonly isCurrent: boolean
  /** False for who only looks. */
  readonly mayOrder: boolean
}

interface OrderSummaryProps extends Priced {
  readonly customerName: string
  /** What is being configured, in words; nothing while no plan is chosen. */
  readonly lines: readonly string[]
  /** What else keeps this from being ordered now. */
  readonly block: string | null
  readonly onContinue: () => void
}

/** What is being configured, for whom, at which price, and whether it would be allowed: always in sight. */
export function OrderSummary(props: OrderSummaryProps) {
  const t = useText()
  const { customerName, lines, quote, stand, isCurrent, mayOrder, onContinue } = props
  const blocked = useBlock(props)
  return (
    <Container
      header={<Header variant="h2">{t('summary.title')}</Header>}
      footer={
        <SubmitButton variant="primary" fullWidth onClick={onContinue} {...blocked}>
          {t('summary.continue')}
        </SubmitButton>
      }
    >
      <SpaceBetween size="m">
        <div>
          <Box variant="awsui-key-label">{t('summary.for')}</Box>
          <b>{customerName}</b>
        </div>
        {lines.length > 0 && (
          <div>
            <Box variant="awsui-key-label">{t('summary.item')}</Box>
            {lines.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </div>
        )}
        {mayOrder ? (
          <Price quote={quote} stand={stand} isCurrent={isCurrent} />
        ) : (
          <Verdict verdict={{ allowed: false, reasons: [reasonOf('role')] }} needsApproval={false} />
        )}
      </SpaceBetween>
    </Container>
  )
}

function Price({ quote, stand, isCurrent }: Pick<OrderSummaryProps, 'quote' | 'stand' | 'isCurrent'>): ReactNode {
  const t = useText()
  if (stand !== 'complete')
    return <Box color="text-body-secondary">{t(stand === 'faulty' ? 'summary.faulty' : 'summary.incomplete')}</Box>
  return (
    <div aria-live="polite" aria-busy={!isCurrent}>
      {quote.error && isCurrent ? (
        <SpaceBetween size="s">
          <ProblemAlert problem={quote.error} onRetry={() => void quote.refetch()} />
          {isRefusal(quote.error) && <WhyNotButton />}
        </SpaceBetween>
      ) : (
        <SpaceBetween size="m">
          {!isCurrent && (
            <Box color="text-status-inactive">
              <Spinner /> {t('summary.asking')}
            </Box>
          )}
          {quote.data && <QuoteLines quote={quote.data} columns={1} />}
          {quote.data && isCurrent && <Verdict {...quote.data} order={wishedOrder(quote.data)} />}
        </SpaceBetween>
      )}
    </div>
  )
}

/** Why there is nothing to confirm yet, said at the button. Faults in the fields are marked when it is pressed. */
function useBlock({ quote, stand, isCurrent, mayOrder, block }: OrderSummaryProps) {
  const t = useText()
  if (block !== null) return { disabled: true, disabledReason: block }
  if (!mayOrder) return { disabled: true, disabledReason: t('summary.refused') }
  if (stand !== 'complete') return {}
  if (!isCurrent) return { disabled: true, disabledReason: t('summary.stillAsking') }
  if (!quote.data?.verdict.allowed) return { disabled: true, disabledReason: t('summary.refused') }
  return {}
}
