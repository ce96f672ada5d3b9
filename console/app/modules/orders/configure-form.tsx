import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useActing, useCustomerContext } from '#console/app/customer-context.ts'
import { fieldLabel } from '#console/app/modules/catalog/specification-text.ts'
import type { Service } from '#console/app/modules/catalog/family-cards.tsx'
import type { Offer, PriceList } from '#console/app/modules/catalog/use-price-list.ts'
import { useSession } from '#console/api/session.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { InSight } from '#console/ui/in-sight.tsx'
import { useDraft } from './use-draft.ts'
import { type Item, type ItemForm, itemOf, offerOf, readForm, startForm } from './item-form.ts'
import { prepare } from './order-draft.ts'
import { OrderGlance } from './order-glance.tsx'
import { OrderSummary, type Priced } from './order-summary.tsx'
import { OutstandingAlert } from './outstanding-alert.tsx'
import { ParameterInputs } from './parameter-inputs.tsx'
import { PlaceFields } from './place-fields.tsx'
import { PlanTable } from './plan-table.tsx'
import { PurchaseFields } from './purchase-fields.tsx'
import { useItemQuote } from './use-item-quote.ts'
import { useMayOrder } from './use-may-order.ts'
import { useTermText } from './use-term-text.ts'

interface ConfigureFormProps {
  readonly service: Service
  readonly regions: AnswerOf<'listRegions'>['items']
  /** What is offered in the chosen region, or, while that is on its way, in the one before. */
  readonly list: PriceList
  readonly isListOld: boolean
}

const noFaults = {}

/** The fields at the left and the summary at the right. What is entered lies in the draft, so a reload keeps it. */
export function ConfigureForm({ service, regions, list, isListOld }: ConfigureFormProps) {
  const t = useText()
  const navigate = useNavigate()
  const { paths } = useCustomerContext()
  const acting = useActing()
  const { account } = useSession()
  const { draft, change } = useDraft()
  const [isTried, setTried] = useState(false)
  const { offers } = list
  const offeredIn = regions.filter(({ id }) => list.regions.includes(id))
  const form = startForm(draft.form, service.id, list.region ?? '', acting?.scope.actions ?? null)
  const offer = offerOf(offers, form)
  const { item, faults } = offer ? readForm(form, offer) : { item: null, faults: noFaults }
  const price = usePrice(item, offer)
  const edit = (changed: Partial<ItemForm>) => {
    const next = { ...form, ...changed }
    change((before) => ({ ...before, form: next, item: itemOf(next, offers) }))
  }
  const isOutstanding = draft.order?.stage.at === 'placing'
  const lines = useLines(form, service, offer, regions)

  const goOn = () => {
    setTried(true)
    if (!item || !offer) return
    const labels = Object.fromEntries(Object.keys(item.parameters).map((name) => [name, fieldLabel(offer, name)]))
    const chosen = { item, planName: offer.planName, serviceId: service.id, serviceName: service.name, labels }
    change((before) => prepare({ ...before, form }, [chosen], crypto.randomUUID()))
    void navigate({ href: paths.confirm() })
  }
  return (
    <>
      <SpaceBetween size="l">
        {isOutstanding && <OutstandingAlert />}
        <Grid gridDefinition={[{ colspan: { default: 12, m: 8 } }, { colspan: { default: 12, m: 4 } }]}>
          <SpaceBetween size="l">
            <PlaceFields form={form} regions={offeredIn} onChange={edit} />
            <PlanTable
              offers={offers.filter(({ region, billingMode }) => isOf(form, region, billingMode))}
              chosen={offer}
              onChoose={({ planId }) => edit({ planId })}
              isLoading={isListOld}
              isMissing={isTried && !offer}
            />
            <ParameterInputs
              form={form}
              offer={offer}
              faults={faults}
              isTried={isTried}
              onChange={(texts) => edit({ texts })}
            />
            <PurchaseFields form={form} offer={offer} faults={faults} onChange={edit} />
          </SpaceBetween>
          <InSight>
            <OrderSummary
              customerName={acting?.customerName ?? account.name}
              lines={lines}
              {...price}
              block={isOutstanding ? t('summary.outstanding.title') : null}
              onContinue={goOn}
            />
          </InSight>
        </Grid>
      </SpaceBetween>
      <OrderGlance {...price} />
    </>
  )
}

const isOf = (form: ItemForm, region: string, billingMode: string) =>
  region === form.region && billingMode === form.billingMode

/** What the item costs, if there is one yet, and whether this member may order it. */
function usePrice(item: Item | null, offer: Offer | undefined): Priced {
  const { quote, isCurrent } = useItemQuote(item)
  const mayOrder = useMayOrder()
  return { quote, isCurrent, mayOrder, stand: item ? 'complete' : offer ? 'faulty' : 'incomplete' }
}

/** What is being configured, in words. */
function useLines(form: ItemForm, { name }: Service, offer: Offer | undefined, regions: ConfigureFormProps['regions']) {
  const t = useText()
  const termText = useTermText()
  if (!offer) return [name]
  const region = regions.find(({ id }) => id === form.region)?.name ?? form.region
  const term = form.billingMode === 'yearly_monthly' ? termText(form.period) : null
  return [
    name,
    offer.planName,
    [region, term, t('summary.times', { quantity: form.quantity })].filter(Boolean).join(' · '),
  ]
}
