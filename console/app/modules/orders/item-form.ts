import type { z } from 'zod'
import type { BillingMode } from '#contract/catalog.ts'
import { maxItemQuantity, OrderItemInput } from '#contract/orders.ts'
import type { Term } from '#contract/time.ts'
import type { Offer } from '#console/app/modules/catalog/use-price-list.ts'
import type { Fault } from './faults.ts'
import { fieldsOf, type ParameterField, readFields } from './parameter-fields.ts'

export type Item = z.output<typeof OrderItemInput>

/** What has been entered on Configure so far, as it stands in the fields. */
export interface ItemForm {
  readonly serviceId: string
  readonly region: string
  readonly billingMode: BillingMode
  readonly planId: string
  readonly period: Term
  readonly quantity: string
  readonly autoRenew: boolean
  /** By the name of the parameter. */
  readonly texts: Readonly<Record<string, string>>
}

/** Terms of purchase, shortest first: 1 to 9 months, 1 to 3 years. */
export const purchaseTerms: readonly Term[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((count): Term => ({ unit: 'month', count })),
  ...[1, 2, 3].map((count): Term => ({ unit: 'year', count })),
]

/**
 * The form to go on with: what was entered for this service before, or an empty one. Where an authorization only allows
 * pay-per-use, it starts with that.
 */
export function startForm(
  kept: ItemForm | null,
  serviceId: string,
  region: string,
  actions: readonly string[] | null,
): ItemForm {
  if (kept?.serviceId === serviceId) return kept
  const isPayPerUse = actions !== null && !actions.includes('purchase_yearly_monthly')
  return {
    serviceId,
    region,
    billingMode: isPayPerUse ? 'pay_per_use' : 'yearly_monthly',
    planId: '',
    period: { unit: 'month', count: 1 },
    quantity: '1',
    autoRenew: false,
    texts: {},
  }
}

/** Which of the offers the form means: undefined while no plan is chosen, or where the chosen one is not offered. */
export function offerOf(offers: readonly Offer[], form: ItemForm): Offer | undefined {
  return offers.find(
    ({ planId, region, billingMode }) =>
      planId === form.planId && region === form.region && billingMode === form.billingMode,
  )
}

const zone = 'availabilityZone'

/** The fields of the plan's own parameters. A zone is one of the chosen region's, whatever other regions have. */
export function parametersOf({ parametersSchema, availabilityZones }: Offer): ParameterField[] {
  return fieldsOf(parametersSchema).map((field) => {
    if (field.name !== zone || availabilityZones.length === 0) return field
    const { name, label, description, isRequired } = field
    const [first = ''] = availabilityZones
    return { name, label, description, isRequired, initial: first, kind: 'choice', options: availabilityZones }
  })
}

export interface ReadForm {
  /** What would be ordered, or null while something is missing or wrong. */
  readonly item: Item | null
  /** By the name of the field: `quantity`, or `parameters.image`. */
  readonly faults: Readonly<Record<string, Fault>>
}

/** What the form orders of this offer, and what in it would not do. */
export function readForm(form: ItemForm, offer: Offer): ReadForm {
  const { parameters, faults: found } = readFields(parametersOf(offer), form.texts)
  const faults: Record<string, Fault> = Object.fromEntries(
    Object.entries(found).map(([name, fault]) => [`parameters.${name}`, fault]),
  )
  const quantity = Number(form.quantity)
  if (!/^\d+$/.test(form.quantity) || quantity < 1) faults['quantity'] = { kind: 'tooSmall', limit: 1 }
  else if (quantity > maxItemQuantity) faults['quantity'] = { kind: 'tooLarge', limit: maxItemQuantity }
  if (Object.keys(faults).length > 0) return { item: null, faults }

  const { planId, region, billingMode } = offer
  const term = billingMode === 'yearly_monthly' ? { period: form.period, autoRenew: form.autoRenew } : {}
  const read = OrderItemInput.safeParse({ planId, region, billingMode, quantity, ...term, parameters })
  if (read.success) return { item: read.data, faults }
  for (const { path } of read.error.issues) faults[path.join('.')] = { kind: 'schema' }
  return { item: null, faults }
}

/** What the form orders of these offers, or null while it does not say yet. */
export function itemOf(form: ItemForm, offers: readonly Offer[]): ReadForm['item'] {
  const offer = offerOf(offers, form)
  return offer ? readForm(form, offer).item : null
}
