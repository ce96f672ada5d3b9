import Button from '@cloudscape-design/components/button'
import { lazy, Suspense, useState } from 'react'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
import type { WhyNotDialogProps } from './why-not-dialog.tsx'

// Loaded when somebody asks: most orders meet nothing in their way.
const Dialog = lazy(async () => ({ default: (await import('./why-not-dialog.tsx')).WhyNotDialog }))

/** Asks what is checked before an order in the account that this page is about. */
export function WhyNotButton({ order }: Pick<WhyNotDialogProps, 'order'>) {
  const t = useText()
  const { customerId } = useCustomerContext()
  const acting = useActing()
  const { account } = useSession()
  const [isOpen, setOpen] = useState(false)
  const customer = { id: customerId, name: acting?.customerName ?? account.name }
  return (
    <>
      <Button iconName="status-info" onClick={() => setOpen(true)}>
        {t('walls.open')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog customer={customer} {...(order ? { order } : {})} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
