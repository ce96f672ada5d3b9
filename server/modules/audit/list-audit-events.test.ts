import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { AnswerBody, Person } from '#server/testing/person.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner)
})
afterAll(() => office.close())

const tag = (person: Person, of: CustomerScene, ...tags: string[]) =>
  person.call('PUT', `/v1/customers/${of.id}/tags`, { tags })

async function events(person: Person, query = ''): Promise<AnswerBody[]> {
  const answer = await person.call('GET', `/v1/audit-events?limit=100${query}`)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body.items
}

test('what a partner does for a customer is in the log of both, with who did it, and in nobody else’s', async () => {
  await tag(partner.admin, customer, 'vip')
  const neighbour = await office.customer(partner)
  const sibling = await office.partner('reseller', distributor)
  const stranger = await office.partner('solution_provider')

  const [inPartners] = await events(partner.admin)
  expect(inPartners).toMatchObject({
    operation: 'replaceCustomerTags',
    result: 'done',
    customerId: customer.id,
    subjects: [customer.id],
    actor: { kind: 'partner', memberId: partner.admin.memberId, partnerId: partner.id, actingSessionId: null },
    detail: { tags: ['vip'] },
  })
  const [inCustomers] = await events(customer.owner)
  expect(inCustomers).toEqual({ ...inPartners, detail: {} })
  for (const other of [neighbour.owner, sibling.admin, stranger.admin, distributor.admin])
    expect(await events(other)).toEqual([])
})

test('a refused attempt is in the log, with what refused it', async () => {
  const viewer = await office.member(partner, ['viewer'])
  expect((await tag(viewer, customer, 'mine')).status).toBe(403)
  expect((await events(customer.owner))[0]).toMatchObject({
    operation: 'replaceCustomerTags',
    result: 'refused',
    code: 'not_allowed',
    actor: { memberId: viewer.memberId },
  })
})

test('a distributor sees what its members did at a reseller’s customer, as the reseller and the customer do', async () => {
  const own = await office.customer(partner)
  const before = (await events(distributor.admin)).length
  expect((await distributor.admin.call('GET', `/v1/customers/${own.id}?reveal=name`)).status).toBe(200)
  for (const person of [distributor.admin, partner.admin, own.owner])
    expect((await events(person))[0]).toMatchObject({ operation: 'getCustomer', actor: { partnerId: distributor.id } })
  expect(await events(distributor.admin)).toHaveLength(before + 1)
})

test('the log is newest first, and pages through without gap or repeat', async () => {
  const busy = await office.customer(partner)
  for (let count = 0; count < 5; count++) await tag(partner.admin, busy, `t${count}`)
  const whole = (await events(busy.owner)).map(({ id }) => id)
  expect(whole).toHaveLength(5)
  expect(whole).toEqual([...whole].sort().reverse())
  const paged: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await busy.owner.call(
      'GET',
      `/v1/audit-events?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    paged.push(...body.items.map(({ id }) => id))
    cursor = body.nextCursor
  }
  expect(paged).toEqual(whole)
})

test('it is searched by operation, customer and subject', async () => {
  const one = await office.customer(partner)
  await tag(partner.admin, one, 'a')
  await partner.admin.call('PUT', `/v1/customers/${one.id}/account-manager`, { memberId: partner.admin.memberId })
  const names = async (query: string) => (await events(partner.admin, query)).map(({ operation }) => operation)
  expect(await names(`&customerId=${one.id}`)).toEqual(['assignAccountManager', 'replaceCustomerTags'])
  expect(await names(`&customerId=${one.id}&operation=replaceCustomerTags`)).toEqual(['replaceCustomerTags'])
  expect(await names(`&customerId=${customer.id}&subject=${one.id}`)).toEqual([])
  expect(await names(`&subject=${partner.admin.memberId}`)).toEqual(['assignAccountManager'])
})

test('who is only account manager reads of the customers assigned to them', async () => {
  const narrow = await office.member(partner, ['account_manager'])
  const assigned = await office.customer(partner)
  await partner.admin.call('PUT', `/v1/customers/${assigned.id}/account-manager`, { memberId: narrow.memberId })
  await tag(partner.admin, customer, 'unseen')
  const seen = await events(narrow)
  expect(seen).toMatchObject([{ operation: 'assignAccountManager', customerId: assigned.id }])
})
