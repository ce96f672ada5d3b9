import { expect, test } from 'vitest'
import { isPurchaseTerm } from '#contract/time.ts'
import type { Offer } from '#console/app/modules/catalog/use-price-list.ts'
import { type ItemForm, itemOf, offerOf, parametersOf, purchaseTerms, readForm, startForm } from './item-form.ts'

const offer: Offer = {
  planId: 'ecs.small',
  planName: 'Small',
  description: '',
  specification: {},
  region: 'eu-1',
  availabilityZones: ['eu-1a', 'eu-1b'],
  billingMode: 'yearly_monthly',
  price: { amount: '10.00', currency: 'USD' },
  pricedBy: null,
  per: 'month',
  yearlyDiscounts: {},
  parametersSchema: {
    required: ['region', 'availabilityZone', 'image'],
    properties: {
      region: { enum: ['eu-1', 'ap-1'] },
      availabilityZone: { enum: ['eu-1a', 'eu-1b', 'ap-1a'] },
      image: { enum: ['linux'], default: 'linux' },
      more: {},
    },
  },
  sampleParameters: {},
}
const form: ItemForm = { ...startForm(null, 'svc', 'eu-1', null), planId: 'ecs.small' }

test('the terms of purchase are all those that the API takes, and no other', () => {
  expect(purchaseTerms.every(isPurchaseTerm)).toBe(true)
  expect(purchaseTerms).toHaveLength(12)
})

test('a zone of another region is not offered', () => {
  const [zone] = parametersOf(offer)
  expect(zone).toMatchObject({ name: 'availabilityZone', options: ['eu-1a', 'eu-1b'], initial: 'eu-1a' })
})

test('only an offer of the chosen region and billing mode is meant', () => {
  expect(offerOf([offer], form)).toBe(offer)
  expect(offerOf([offer], { ...form, billingMode: 'pay_per_use' })).toBeUndefined()
  expect(offerOf([offer], { ...form, region: 'ap-1' })).toBeUndefined()
})

test('a form that is complete says what is ordered, with the defaults', () => {
  expect(readForm({ ...form, quantity: '3', autoRenew: true }, offer)).toEqual({
    faults: {},
    item: {
      planId: 'ecs.small',
      region: 'eu-1',
      billingMode: 'yearly_monthly',
      quantity: 3,
      period: { unit: 'month', count: 1 },
      autoRenew: true,
      parameters: { availabilityZone: 'eu-1a', image: 'linux' },
    },
  })
})

test('pay-per-use has no period and no renewal, whatever was chosen before', () => {
  const { item } = readForm({ ...form, autoRenew: true }, { ...offer, billingMode: 'pay_per_use' })
  expect(Object.keys(item ?? {})).toEqual(['planId', 'region', 'billingMode', 'quantity', 'parameters'])
})

test.each([
  ['', { kind: 'tooSmall', limit: 1 }],
  ['0', { kind: 'tooSmall', limit: 1 }],
  ['1.5', { kind: 'tooSmall', limit: 1 }],
  ['101', { kind: 'tooLarge', limit: 100 }],
])('a quantity of “%s” is a fault', (quantity, fault) => {
  expect(readForm({ ...form, quantity }, offer)).toEqual({ item: null, faults: { quantity: fault } })
})

test('a parameter that the API would not take is named', () => {
  const { item, faults } = readForm({ ...form, texts: { more: '[1]' } }, offer)
  expect(item).toBeNull()
  expect(faults['parameters.more']).toEqual({ kind: 'schema' })
})

test('what was entered for a service is gone on with, and another service starts anew', () => {
  expect(startForm(form, 'svc', 'ap-1', null)).toBe(form)
  expect(startForm(form, 'other', 'ap-1', null)).toMatchObject({ serviceId: 'other', region: 'ap-1', planId: '' })
})

test.each([
  [null, 'yearly_monthly'],
  [['purchase_yearly_monthly', 'enable_pay_per_use'], 'yearly_monthly'],
  [['enable_pay_per_use', 'view_orders'], 'pay_per_use'],
])('with the actions %o it starts with %s', (actions, billingMode) => {
  expect(startForm(null, 'svc', 'eu-1', actions).billingMode).toBe(billingMode)
})

test('a form orders something once a plan that is offered is chosen and nothing is wrong', () => {
  expect(itemOf(form, [offer])).toMatchObject({ planId: 'ecs.small', quantity: 1 })
  expect(itemOf({ ...form, quantity: '' }, [offer])).toBeNull()
  expect(itemOf({ ...form, planId: '' }, [offer])).toBeNull()
})
