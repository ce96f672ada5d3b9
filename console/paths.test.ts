import { expect, test } from 'vitest'
import { customerPathsOf, paths, patterns } from './paths.ts'

const acting = 'act_00000000000000000000000001'

test('what stands in a path is escaped, so that no id leads elsewhere', () => {
  expect(paths.customer('a/b?c#d')).toBe('/customers/a%2Fb%3Fc%23d')
  expect(paths.customers({ name: 'A & B', tab: undefined })).toBe('/customers?name=A+%26+B')
})

test('every page of an acting tab stays below its acting session', () => {
  const own = customerPathsOf(acting)
  const all = [
    own.selectProducts(),
    own.configure('ecs'),
    own.confirm(),
    own.placing(),
    own.orders({ state: 'completed' }),
    own.order('cus_1', 'ord_1'),
    own.resources(),
  ]
  expect(all.filter((path) => !path.startsWith(`/acting/${acting}/`))).toEqual([])
})

test('the same pages of a customer’s own tab name no acting session', () => {
  const own = customerPathsOf(null)
  expect(own.configure('ecs', { region: 'eu-1' })).toBe('/select-products/ecs?region=eu-1')
  expect(own.order('cus_1', 'ord_1')).toBe('/customers/cus_1/orders/ord_1')
})

test('each acting page has its twin in the customer’s own tab, at the same place', () => {
  const inActing = Object.values(patterns).filter((pattern) => pattern.startsWith(`${patterns.acting}/`))
  const twins = inActing.map((pattern) => pattern.slice(patterns.acting.length))
  const own: readonly string[] = Object.values(patterns)
  expect(twins.filter((pattern) => !own.includes(pattern))).toEqual(['/orders/$orderId', '/ended'])
})
