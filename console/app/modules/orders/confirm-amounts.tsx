import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useText } from '#console/text/text.tsx'
import { QuoteLines } from './quote-lines.tsx'
import type { Quote } from './use-quote.ts'
import { Verdict } from './verdict.tsx'
import { wishedOrder } from './wished-order.ts'

/** The total, what it does to every limit, and whether it would be allowed. */
export function ConfirmAmounts({ quote }: { quote: Quote }) {
  const t = useText()
  return (
    <Container header={<Header variant="h2">{t('confirm.amounts')}</Header>}>
      <SpaceBetween size="l">
        <QuoteLines quote={quote} columns={3} />
        <Verdict {...quote} order={wishedOrder(quote)} />
      </SpaceBetween>
    </Container>
  )
}
