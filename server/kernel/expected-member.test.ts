import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
let other: Person
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  customer = await office.customer(partner)
  other = await office.member(customer, ['purchaser'])
})
afterAll(() => office.close())

const ask = (person: Person, expected: string) =>
  person.call('GET', '/v1/sessions/current', undefined, { 'expected-member': expected })

test('a request that expects another member’s session is refused, and one that expects its own is not', async () => {
  const own = await customer.owner.call('GET', '/v1/sessions/current')
  const { id: memberId } = own.body['member'] as { id: string }
  expect((await ask(customer.owner, memberId)).status).toBe(200)
  expect(await ask(other, memberId)).toMatchObject({ status: 409, body: { code: 'session_changed' } })
})

test.each(['', 'mem_', 'mem_01j5sv9jretyvf3hkjx6wnd01m, mem_01j5sv9jretyvf3hkjx6wnd01m', '*'])(
  'what is no member’s id expects nobody: %j',
  async (expected) => {
    expect(await ask(customer.owner, expected)).toMatchObject({ status: 409, body: { code: 'session_changed' } })
  },
)
