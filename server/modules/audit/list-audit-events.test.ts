import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { AnswerBody, Call, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

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
  expect(inCustomers).toEqual({ ...inPartners, detail: {}, from: '127.0.0.*' })
  for (const other of [neighbour.owner, sibling.admin, stranger.admin, distributor.admin])
    expect(await events(other)).toEqual([])
})

test('the address that somebody was at is told to their own account, and only the network to the other side', async () => {
  const of = await office.customer(partner)
  await tag(partner.admin, of, 'vip')
  await orderNothing(of.owner.call, of)
  const seen = async (person: Person) =>
    (await events(person, `&customerId=${of.id}`)).map(({ actor, from }) => [(actor as { kind: string }).kind, from])
  expect(await seen(partner.admin)).toEqual([
    ['customer', '127.0.0.*'],
    ['partner', '127.0.0.1'],
  ])
  expect(await seen(of.owner)).toEqual([
    ['customer', '127.0.0.1'],
    ['partner', '127.0.0.*'],
  ])
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

/** An order of something that is not offered. */
const orderNothing = (call: Call, { id }: CustomerScene) =>
  call('POST', `/v1/customers/${id}/orders`, {
    items: [{ planId: 'none', region: 'eu-west-101', billingMode: 'pay_per_use', quantity: 1, parameters: {} }],
    quotedTotal: { amount: '1.00', currency: 'USD' },
    payment: 'now',
  })

test('of one acting session both sides see how it began, what was done and refused in it, and how it ended', async () => {
  const visited = await office.customer(partner)
  const authorizationId = await office.authorize(visited, partner)
  const id = await startActing(partner.admin, visited)
  const act = partner.admin.acting(id)
  expect((await orderNothing(act, visited)).status).toBe(422)
  await tag(partner.admin, visited, 'meanwhile')
  await partner.admin.call('DELETE', `/v1/acting-sessions/${id}`)
  await startActing(partner.admin, visited)

  const query = `&actingSessionId=${id}`
  const done = [
    { operation: 'endActingSession', result: 'done' },
    { operation: 'placeOrder', result: 'refused', code: 'plan_unavailable', actor: { actingSessionId: id } },
    { operation: 'startActingSession', result: 'done', reason: 'Ticket 4711' },
  ]
  for (const person of [visited.owner, partner.admin]) expect(await events(person, query)).toMatchObject(done)
  expect(await events(visited.owner, `${query}&result=refused`)).toMatchObject([{ operation: 'placeOrder' }])
  expect(await events(visited.owner, `&authorizationId=${authorizationId}`)).toHaveLength(4)
  for (const stranger of [customer.owner, (await office.partner('solution_provider')).admin])
    expect(await events(stranger, query)).toEqual([])
})

test('an acting session that ran out is told with the sweep that wrote it down', async () => {
  const visited = await office.customer(partner)
  await office.authorize(visited, partner)
  const id = await startActing(partner.admin, visited)
  await office.owner.query(`update acting_sessions set last_used_at = now() - interval '1 hour' where id = $1`, [id])
  await runJobs(office, ['sweepActingSessions'])
  expect(await events(visited.owner, `&actingSessionId=${id}`)).toMatchObject([
    { operation: 'endActingSession', actor: { kind: 'system' }, detail: { endCause: 'expired' } },
    { operation: 'startActingSession' },
  ])
})

test('of one authorization both sides see what became of it', async () => {
  const asked = await office.customer(partner)
  const path = `/v1/customers/${asked.id}/authorizations`
  const wish = { message: 'To order', scope: { actions: ['view_orders'] }, commitmentLetterAccepted: true }
  const { id } = (await partner.admin.call('POST', path, wish)).body
  const verificationCode = await codeFor(office, asked.owner, 'decide_authorization', id)
  const decision = { reason: 'Not now', verificationCode }
  expect((await asked.owner.call('POST', `/v1/authorizations/${id}:reject`, decision)).status).toBe(200)
  for (const person of [asked.owner, partner.admin])
    expect(await events(person, `&authorizationId=${id}`)).toMatchObject([
      { operation: 'rejectAuthorization', reason: 'Not now' },
      { operation: 'requestAuthorization' },
    ])
})

test('what a distributor did in an acting session at a reseller’s customer, the reseller sees of its customer', async () => {
  const shared = await office.customer(partner)
  const authorizationId = await office.authorize(shared, distributor)
  const id = await startActing(distributor.admin, shared)
  await orderNothing(distributor.admin.acting(id), shared)
  await distributor.admin.call('DELETE', `/v1/acting-sessions/${id}`)

  const [end, order, start] = await events(shared.owner, `&actingSessionId=${id}`)
  expect([end, order, start]).toMatchObject(
    ['endActingSession', 'placeOrder', 'startActingSession'].map((operation) => ({ operation })),
  )
  for (const query of [`&actingSessionId=${id}`, `&authorizationId=${authorizationId}`]) {
    const own = [end, order, start].map((event) => ({ ...event, from: '127.0.0.1' }))
    expect(await events(distributor.admin, query)).toEqual(own)
    expect(await events(partner.admin, query)).toEqual([order])
  }
})

test('it is narrowed to days, both included, by the clock of the operator', async () => {
  const dated = await office.customer(partner)
  await tag(partner.admin, dated, 'a')
  await office.owner.query(`update audit_events set at = '2026-03-10T23:30:00Z' where customer_id = $1`, [dated.id])
  const found = async (query: string) => (await events(dated.owner, query)).length
  expect(await found('&from=2026-03-10&to=2026-03-10')).toBe(1)
  expect(await found('&from=2026-03-11')).toBe(0)
  expect(await found('&to=2026-03-09')).toBe(0)
  await office.owner.query(`update clock set time_zone = 'Europe/Berlin'`)
  expect(await found('&from=2026-03-10&to=2026-03-10')).toBe(0)
  expect(await found('&from=2026-03-11&to=2026-03-11')).toBe(1)
  await office.owner.query(`update clock set time_zone = 'UTC'`)
})
