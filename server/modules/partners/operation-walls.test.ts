import { expect, test } from 'vitest'
import type { Wall } from '#contract/walls.ts'
import { customerOperations } from '#contract/partners.ts'
import { operationWalls } from './rules.ts'
import type { RowFacts } from './rules.ts'

const facts: RowFacts = {
  now: new Date('2026-03-01T12:00:00Z'),
  member: { kind: 'partner', roles: ['admin'], active: true },
  partner: { kind: 'reseller', frozen: false },
  customer: { closed: false, frozen: null },
  association: { type: 'reseller', ended: false },
  distributorPermission: { actOnBehalf: true, freeze: true, setBudgets: true },
  authorization: null,
  acting: null,
  isSeller: true,
}
const changing = ['setBudget', 'freezeCustomer', 'unfreezeCustomer', 'assignAccountManager', 'replaceCustomerTags']

/** The operations on a customer that one wall stands before. */
const stoppedBy = (wall: Wall, change: Partial<RowFacts>) =>
  customerOperations.filter((operation) => operationWalls({ ...facts, ...change }, operation).includes(wall))

test('an administrator of the seller meets no wall, but that there is no authorization to act by', () => {
  const stopped = customerOperations.filter((operation) => operationWalls(facts, operation).length > 0)
  expect(stopped).toEqual(['startActingSession'])
})

test('a closed account is read and nothing else', () => {
  const stopped = stoppedBy('customer_closed', { customer: { closed: true, frozen: null } })
  expect(stopped.toSorted()).toEqual([...changing, 'requestAuthorization', 'startActingSession'].toSorted())
})

test('budgets, freezing and acting are for customers associated as reseller', () => {
  const stopped = ['setBudget', 'freezeCustomer', 'unfreezeCustomer', 'requestAuthorization', 'startActingSession']
  expect(stoppedBy('association', { association: { type: 'referral', ended: false } })).toEqual(stopped)
  expect(stoppedBy('association', { association: { type: 'reseller', ended: true } })).toEqual(stopped)
})
