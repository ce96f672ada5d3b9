import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { orderCan } from '#contract/orders.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useWhyNot } from '#console/app/use-why-not.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { CancelOrderDialog } from './cancel-order-dialog.tsx'
import { PayOrderDialog } from './pay-order-dialog.tsx'

/** What the customer's own members can do with an order. What is not possible says why. */
export function OrderActions({ order }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const code = useCodeText()
  const whyNot = useWhyNot()
  const [asking, ask] = useState<'pay' | 'cancel' | null>(null)
  const blocked = (verb: 'pay' | 'cancel') => {
    const states: readonly string[] = orderCan[verb]
    const isOver = !states.includes(order.state)
    const why = isOver ? t('order.notNow', { state: code('orderState', order.state) }) : whyNot(`orders:${verb}`)
    return why === undefined ? {} : { disabled: true, disabledReason: why }
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button {...blocked('cancel')} onClick={() => ask('cancel')}>
        {t('order.cancel')}
      </Button>
      <Button variant="primary" {...blocked('pay')} onClick={() => ask('pay')}>
        {t('order.pay')}
      </Button>
      {asking === 'pay' && <PayOrderDialog order={order} close={() => ask(null)} />}
      {asking === 'cancel' && <CancelOrderDialog order={order} close={() => ask(null)} />}
    </SpaceBetween>
  )
}
