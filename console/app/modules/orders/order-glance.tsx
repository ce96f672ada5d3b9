import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { useMedia } from '#console/ui/use-media.ts'
import { monthlyEstimate } from './monthly-estimate.ts'
import type { Priced } from './order-summary.tsx'
import type { Quote } from './use-quote.ts'

/** No room for the summary beside the fields, and yet enough above a line: not so at 400 % zoom. */
const narrowAndTall = '(width < 912px) and (height >= 600px)'

/** The price and the verdict as one line at the lower edge, where the summary lies out of sight below the fields. */
export function OrderGlance(props: Priced) {
  const t = useText()
  const isShown = useMedia(narrowAndTall)
  if (!isShown) return null
  return (
    <section className="glance" aria-label={t('summary.glance')}>
      <Line {...props} />
    </section>
  )
}

function Line({ quote, stand, isCurrent, mayOrder }: Priced) {
  const t = useText()
  if (!mayOrder) return <StatusIndicator type="error">{t('summary.glance.refused')}</StatusIndicator>
  if (stand !== 'complete') return t(stand === 'faulty' ? 'summary.faulty' : 'summary.incomplete')
  if (!isCurrent) return <StatusIndicator type="loading">{t('summary.asking')}</StatusIndicator>
  if (!quote.data) return <StatusIndicator type="error">{t('summary.glance.noPrice')}</StatusIndicator>
  return (
    <>
      <Price quote={quote.data} />
      {quote.data.verdict.allowed ? (
        <StatusIndicator type="success">{t('summary.allowed')}</StatusIndicator>
      ) : (
        <StatusIndicator type="error">{t('summary.glance.refused')}</StatusIndicator>
      )}
    </>
  )
}

function Price({ quote }: { quote: Quote }) {
  const estimate = monthlyEstimate(quote)
  const amount = <Amount money={estimate ?? quote.total} />
  return <strong>{estimate ? <RichText id="summary.glance.estimate" values={{ amount }} /> : amount}</strong>
}
