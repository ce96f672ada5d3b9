import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCloud } from '#server/testing/cloud.ts'
import type { Cloud } from '#server/testing/cloud.ts'
import { immortalJobs, mortalJobs, outcomeOf, paidOrder, runRounds } from '#server/testing/cloud-orders.ts'
import type { Fault } from '#server/testing/faulty-broker.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office } from '#server/testing/office.ts'
import { openQuota } from '#server/testing/quota.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let cloud: Cloud
let customer: CustomerScene

beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  cloud = await openCloud(office)
  customer = await office.customer(await office.partner('solution_provider'))
})
afterEach(() => cloud.stop())
afterAll(() => office.close())

const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id).toSorted()

test('a paid order becomes what it says: one instance for each unit, for the time that was paid', async () => {
  const orderId = await paidOrder(office, customer, [
    { quantity: 2, termMonths: 3 },
    { planId: 'eip.static-bgp', parameters: { bandwidthMbps: 5, name: 'entrance' } },
  ])

  await runRounds(office)

  const { state, items, resources } = await outcomeOf(office, orderId)
  expect({ state, items }).toEqual({ state: 'completed', items: Array(2).fill({ state: 'completed', failure: null }) })
  expect(resources.map(({ status }) => status)).toEqual(['in_use', 'in_use', 'normal'])
  expect(ids(cloud.instances())).toEqual(ids(resources))
  const [first] = resources
  const months = (first?.expiresAt?.getUTCMonth() ?? 0) - (first?.startsAt?.getUTCMonth() ?? 0)
  expect((months + 12) % 12).toBe(3)
  expect(resources[2]).toMatchObject({
    expiresAt: null,
    attributes: { ip_address: expect.stringMatching(/^198\.1[89]\./) },
  })
  const summary = await office.owner.query(
    'select live_resources, next_expiry_on from customer_summaries where customer_id = $1',
    [customer.id],
  )
  expect(summary.rows).toEqual([{ live_resources: 3, next_expiry_on: expect.anything() }])
})

test('the broker is told who ordered for whom, by the version of the API and its own name for the request', async () => {
  await paidOrder(office, customer, [{}])

  await runRounds(office)

  const { headers } = cloud.proxy.seen.find(({ method }) => method === 'PUT')!
  const [platform, identity = ''] = String(headers['x-broker-api-originating-identity']).split(' ')
  expect(platform).toBe('procura')
  expect(JSON.parse(Buffer.from(identity, 'base64').toString())).toEqual({
    customerId: customer.id,
    partnerId: null,
    memberId: customer.owner.memberId,
    authorizationId: null,
    actingSessionId: null,
  })
  expect(headers).toMatchObject({
    'x-broker-api-version': '2.17',
    'x-broker-api-request-identity': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

test('an order that still waits for payment or approval brings nothing into being', async () => {
  const orderId = await paidOrder(office, customer, [{}])
  await office.owner.query(`update orders set state = 'pending_payment' where id = $1`, [orderId])

  await runRounds(office)

  expect(await outcomeOf(office, orderId)).toMatchObject({ state: 'pending_payment', resources: [] })
  expect(cloud.everSeen()).toEqual([])
})

test('what the cloud has run out of fails with its reason, and nothing is left of it', async () => {
  const orderId = await paidOrder(office, customer, [{ planId: 'ecs.p3-gpu.8xlarge' }, {}])

  await runRounds(office)

  const { state, items, resources, operations } = await outcomeOf(office, orderId)
  expect(state).toBe('partially_completed')
  expect(items).toEqual([
    { state: 'failed', failure: 'No capacity for this specification in the availability zone.' },
    { state: 'completed', failure: null },
  ])
  expect(resources.map(({ status }) => status).toSorted()).toEqual(['closed', 'normal'])
  expect(operations.filter(({ kind }) => kind === 'deprovision')).toEqual([{ kind: 'deprovision', state: 'succeeded' }])
  expect(ids(cloud.instances())).toEqual(ids(resources.filter(({ status }) => status === 'normal')))
})

const put = (id: string, imageOfOther: string) =>
  fetch(`${cloud.proxy.url}/v2/service_instances/${id}?accepts_incomplete=true`, {
    method: 'PUT',
    headers: {
      authorization: `Basic ${Buffer.from('procura:open sesame').toString('base64')}`,
      'x-broker-api-version': '2.17',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      service_id: 'svc-ecs',
      plan_id: 'ecs.s7.small.1',
      organization_guid: 'somebody',
      space_guid: 'else',
      parameters: { region: 'eu-west-101', availabilityZone: 'eu-west-101a', image: imageOfOther },
    }),
  })

test('with one unit refused the item fails as a whole: its other unit is removed, and what was not ours stays', async () => {
  const orderId = await paidOrder(office, customer, [{ quantity: 2 }])
  await runRounds(office, {
    until: async () => {
      const { resources } = await outcomeOf(office, orderId)
      const [, second] = resources
      if (second) await put(second.id, 'windows-2025')
      return resources.length > 0
    },
    jobs: { ...immortalJobs, provisionResource: () => Promise.reject(new Error('not yet')) },
  })

  await runRounds(office)

  const { state, resources, operations } = await outcomeOf(office, orderId)
  expect(state).toBe('failed')
  expect(resources.map(({ status }) => status)).toEqual(['closed', 'closed'])
  expect(operations).toEqual([
    { kind: 'deprovision', state: 'succeeded' },
    { kind: 'provision', state: 'succeeded' },
    { kind: 'provision', state: 'failed' },
  ])
  expect(ids(cloud.instances())).toEqual([resources[1]?.id])
})

test('a broker that is down delays an order and loses nothing', async () => {
  await cloud.proxy.goDown()
  const orderId = await paidOrder(office, customer, [{ quantity: 2, termMonths: 1 }])
  await runRounds(office, { rounds: 40 })
  expect(await outcomeOf(office, orderId)).toMatchObject({
    state: 'processing',
    operations: Array(2).fill({ kind: 'provision', state: 'wanted' }),
  })

  await cloud.proxy.comeUp()
  await runRounds(office)

  expect(await outcomeOf(office, orderId)).toMatchObject({ state: 'completed' })
  expect(cloud.instances()).toHaveLength(2)
  expect(cloud.everSeen()).toHaveLength(2)
})

const faults: Fault[] = ['refused', 'garbled', 'cut', 'lost', 'hidden', 'silent']

test.each(faults.flatMap((fault) => (['PUT', 'GET'] as const).map((method) => ({ fault, method }))))(
  'an answer to $method that is $fault is asked for again, and makes no second instance',
  async ({ fault, method }) => {
    let left = 3
    cloud.proxy.choose((asked) => (asked === method && left-- > 0 ? fault : 'none'))
    const orderId = await paidOrder(office, customer, [{ termMonths: 1 }])

    await runRounds(office)

    const { state, resources } = await outcomeOf(office, orderId)
    expect(state).toBe('completed')
    expect(ids(cloud.instances())).toEqual(ids(resources))
    expect(cloud.everSeen()).toHaveLength(1)
  },
)

test('a request that is refused after one whose answer was lost removes what that one made', async () => {
  let puts = 0
  cloud.proxy.choose((method) => (method === 'PUT' && puts++ === 0 ? 'lost' : 'none'))
  const orderId = await paidOrder(office, customer, [{}])
  await runRounds(office, { until: () => cloud.instances().length > 0 })
  const [made] = cloud.instances()
  // The instance is no longer what was ordered, so the same request again is refused with 409.
  if (made) made.parameters['image'] = 'windows-2025'

  await runRounds(office)

  const { state, operations } = await outcomeOf(office, orderId)
  expect(state).toBe('failed')
  expect(operations).toEqual([
    { kind: 'deprovision', state: 'succeeded' },
    { kind: 'provision', state: 'failed' },
  ])
  expect(cloud.instances()).toEqual([])
})

test('so does one that is refused after a process that died with the answer in its hands', async () => {
  let step = 0
  // Taking the order up is one transaction, beginning to ask the next; the third would have kept the answer.
  const jobs = mortalJobs((point) => point === 'before' && ++step === 3)
  const orderId = await paidOrder(office, customer, [{}])
  await runRounds(office, { jobs, until: () => cloud.instances().length > 0 })
  const [made] = cloud.instances()
  if (made) made.parameters['image'] = 'windows-2025'

  await runRounds(office)

  expect(await outcomeOf(office, orderId)).toMatchObject({ state: 'failed' })
  expect(cloud.everSeen()).toHaveLength(1)
  expect(cloud.instances()).toEqual([])
})

test('a cloud that answers and does not finish in the time of the plan fails the order, and is cleaned up', async () => {
  cloud.setProvisionMs(3_600_000)
  const orderId = await paidOrder(office, customer, [{}])
  await runRounds(office, { rounds: 4 })
  expect((await outcomeOf(office, orderId)).operations).toEqual([{ kind: 'provision', state: 'accepted' }])
  cloud.setProvisionMs(0)
  await office.owner.query(`update broker_operations set accepted_at = accepted_at - interval '59 minutes'`)
  await runRounds(office, { rounds: 2 })
  expect((await outcomeOf(office, orderId)).state).toBe('processing')

  await office.owner.query(`update broker_operations set accepted_at = accepted_at - interval '2 minutes'`)
  await runRounds(office)

  expect(await outcomeOf(office, orderId)).toMatchObject({
    state: 'failed',
    items: [{ failure: 'The cloud did not finish in the time the plan allows' }],
  })
  expect(cloud.instances()).toEqual([])
})

test('a removal that is not answered is tried until it is', async () => {
  const ahead: Fault[] = ['refused', 'lost', 'hidden', 'silent']
  cloud.proxy.choose((method) => (method === 'DELETE' ? (ahead.shift() ?? 'none') : 'none'))
  const orderId = await paidOrder(office, customer, [{ planId: 'ecs.p3-gpu.8xlarge' }])

  await runRounds(office)

  expect((await outcomeOf(office, orderId)).operations).toEqual([
    { kind: 'deprovision', state: 'succeeded' },
    { kind: 'provision', state: 'failed' },
  ])
  expect(cloud.proxy.seen.filter(({ method }) => method === 'DELETE').length).toBe(5)
})

test('what the customer paid for and the cloud does not have is given back to its budget and its seller’s quota', async () => {
  const partner = await office.partner('solution_provider')
  await openQuota(office, partner)
  const buyer = await office.customer(partner, { budgetMinor: 100_000n })
  const item = (planId: string) => ({
    planId,
    region: 'eu-west-101',
    billingMode: 'yearly_monthly',
    quantity: 2,
    period: { unit: 'month', count: 3 },
    parameters: { availabilityZone: 'eu-west-101a', image: 'debian-12' },
  })
  for (const planId of ['ecs.s7.small.1', 'ecs.p3-gpu.8xlarge'])
    await insertRow(office.owner, 'offers', {
      planId,
      regionId: 'eu-west-101',
      billingMode: 'yearly_monthly',
      currency: 'USD',
      rate: planId === 'ecs.s7.small.1' ? '10' : '100',
      yearlyDiscounts: '{}',
    })

  const placed = await buyer.owner.call('POST', `/v1/customers/${buyer.id}/orders`, {
    items: [item('ecs.s7.small.1'), item('ecs.p3-gpu.8xlarge')],
    quotedTotal: { amount: '660.00', currency: 'USD' },
    payment: 'now',
  })
  expect(placed).toMatchObject({ status: 201, body: { state: 'processing' } })
  await runRounds(office)

  const order = await buyer.owner.call('GET', `/v1/customers/${buyer.id}/orders/${placed.body.id}`)
  expect(order.body).toMatchObject({
    state: 'partially_completed',
    items: [{ state: 'completed' }, { state: 'failed' }],
  })
  const limits = await office.owner.query('select reserved, posted from limits where partner_id = $1', [partner.id])
  expect(limits.rows).toEqual(Array(2).fill({ reserved: 0n, posted: 6000n }))
  const { body } = await buyer.owner.call('GET', `/v1/customers/${buyer.id}/resources?status=in_use`)
  expect(ids(body.items)).toEqual(ids(cloud.instances()))
  expect(body.items).toHaveLength(2)
})

test('what lost its job is taken up again by the sweep', async () => {
  const orderId = await paidOrder(office, customer, [{}])
  await runRounds(office, { rounds: 1, jobs: { ...immortalJobs, provisionResource: () => Promise.resolve() } })
  expect((await outcomeOf(office, orderId)).state).toBe('processing')

  await office.owner.query(`select procura.enqueue('resumeOperations', '{}', null, null, 25, null)`)
  await runRounds(office)

  expect((await outcomeOf(office, orderId)).state).toBe('completed')
})
