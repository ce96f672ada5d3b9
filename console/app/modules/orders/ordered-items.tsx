import type { AnswerOf } from '#console/api/use-api.ts'
import { useServiceNames } from '#console/api/use-catalog-names.ts'
import { useText } from '#console/text/text.tsx'

/** What an order is about, in a few lines: for dialogs that name what they will hit. */
export function OrderedItems({ items }: { items: AnswerOf<'getOrder'>['items'] }) {
  const t = useText()
  const services = useServiceNames()
  return (
    <ul>
      {items.map(({ id, quantity, planName, serviceCode }) => (
        <li key={id}>{t('order.item', { quantity, plan: planName, product: services.nameOf(serviceCode) })}</li>
      ))}
    </ul>
  )
}
