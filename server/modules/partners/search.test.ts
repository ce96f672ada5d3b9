import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let partner: PartnerScene
let other: PartnerScene
let acme: CustomerScene
let zeta: CustomerScene
let foreign: CustomerScene

const month = new Date().toISOString().slice(0, 7)
const change = (customer: CustomerScene, fields: string, ...values: unknown[]) =>
  office.owner.query(`update customers set ${fields} where id = $1`, [customer.id, ...values])
const summarize = (customer: CustomerScene, fields: string, ...values: unknown[]) =>
  office.owner.query(`update customer_summaries set ${fields} where customer_id = $1`, [customer.id, ...values])

async function freeze(customer: CustomerScene, origin: string): Promise<void> {
  const id = newId('freeze')
  const { channelId, id: customerId, partnerId } = customer
  const row = {
    channelId,
    id,
    customerId,
    partnerId,
    scope: 'account',
    origin,
    reason: 'Because',
    frozenAt: new Date(),
  }
  await insertRow(office.owner, 'freezes', row)
  await change(customer, "freeze_id = $2, freeze_scope = 'account'", id)
}

/** The ids that a search finds, by one page of a hundred. */
async function found(query: string, person = partner.admin): Promise<string[]> {
  const answer = await person.call('GET', `/v1/customers?limit=100&${query}`)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body.items.map(({ id }: { id: string }) => id)
}

beforeAll(async () => {
  office = await openOffice()
  const distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
  other = await office.partner('reseller', distributor)
  acme = await office.customer(partner, { budgetMinor: 100_000n })
  zeta = await office.customer(partner, { budgetMinor: 100_000n, type: 'referral' })
  foreign = await office.customer(other)
  const manager = await office.member(partner, ['sales'])
  await office.owner.query(`update members set name = 'Søren Kjær' where id = $1`, [manager.memberId])
  await change(
    acme,
    `name = 'MÜLLER 100%_Stahl', account_name = 'Acme-Main', mobile = '+49 151 2345678', account_manager_id = $2,
     associated_at = '2025-03-01T00:00:00Z'`,
    manager.memberId,
  )
  await summarize(
    acme,
    `month_to_date_minor = 5050, budget_used_minor = 80000, budget_usage_percent = 80, next_expiry_on = '2030-05-05'`,
  )
  await change(zeta, `name = '泽塔科技', account_name = 'zeta', mobile = null`)
  await summarize(zeta, `month = '2020-01', month_to_date_minor = 999999, budget_usage_percent = 0`)
  const { channelId, id: customerId, partnerId } = acme
  await insertRow(office.owner, 'customerTags', { channelId, customerId, partnerId, tag: 'vip' })
  await freeze(acme, 'automatic')
  await freeze(zeta, 'manual')
})
afterAll(() => office.close())

test.each([
  ['autoFrozen=true', 'autoFrozen=false'],
  ['associationType=reseller', 'associationType=referral'],
  ['associatedFrom=2025-03-01', 'associatedFrom=2025-03-02'],
  ['associatedTo=2025-03-01', 'associatedTo=2025-02-28'],
  ['name=m%C3%BCller', 'name=Miller'],
  ['name=0%25_s', 'name=_____%25'],
  ['account=ACME-m', 'account=zeta'],
  ['accountManager=s%C3%B8ren', 'accountManager=nobody'],
  ['monthToDateMin=50.5', 'monthToDateMin=50.51'],
  ['monthToDateMax=50.5&monthToDateMin=0.01', 'monthToDateMax=50.49&monthToDateMin=0.01'],
  ['resourceExpiresFrom=2030-05-05', 'resourceExpiresFrom=2030-05-06'],
  ['resourceExpiresTo=2030-05-05', 'resourceExpiresTo=2030-05-04'],
  ['mobile=1512345', 'mobile=0000000000'],
  ['mobile=51%202345', 'mobile=%25'],
  ['budgetUsageMin=80', 'budgetUsageMin=80.01'],
  ['budgetUsageMax=80&budgetUsageMin=1', 'budgetUsageMax=79.99'],
  ['tag=vip', 'tag=vi'],
])('%s keeps a customer that %s leaves out', async (keeps, leavesOut) => {
  expect(await found(keeps)).toContain(acme.id)
  expect(await found(`id=${acme.id}&${keeps}`)).toEqual([acme.id])
  expect(await found(leavesOut)).not.toContain(acme.id)
})

test('a name in Chinese is found by any part of it', async () => {
  expect(await found(`name=${encodeURIComponent('塔科')}`)).toEqual([zeta.id])
})

test('an account manager is found by id', async () => {
  const [id] = await found('accountManager=s%C3%B8ren')
  const { body } = await partner.admin.call('GET', `/v1/customers?id=${id}`)
  const { id: memberId } = body.items[0]!['accountManager'] as { id: string }
  expect(await found(`accountManager=${memberId}`)).toEqual([acme.id])
  expect(await found(`accountManager=${newId('member')}`)).toEqual([])
})

test('month-to-date of a month that is over counts as nothing', async () => {
  expect(await found('monthToDateMax=0')).toEqual([zeta.id])
  const { body } = await partner.admin.call('GET', `/v1/customers?id=${zeta.id}`)
  expect(body.items[0]?.['monthToDate']).toEqual({ amount: '0.00', currency: 'USD' })
})

test('filters taken together keep what each of them keeps', async () => {
  const all =
    'autoFrozen=true&associationType=reseller&associatedFrom=2025-01-01&associatedTo=2025-12-31&name=stahl&account=acme' +
    '&accountManager=kj&monthToDateMin=1&monthToDateMax=100&resourceExpiresFrom=2030-01-01' +
    '&resourceExpiresTo=2030-12-31&mobile=2345&budgetUsageMin=75&budgetUsageMax=90&tag=vip'
  expect(await found(all)).toEqual([acme.id])
  expect(await found(`${all}&sort=name`)).toEqual([acme.id])
  expect(await found(all.replace('tag=vip', 'tag=other'))).toEqual([])
})

test('a filter that makes no sense is refused by name', async () => {
  for (const query of ['budgetUsageMin=lots', 'associatedFrom=0000-01-01', 'sort=mobile', 'colour=red', 'cursor=abc']) {
    const answer = await partner.admin.call('GET', `/v1/customers?${query}`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request' } })
    expect(answer.text).toContain(query.split('=')[0])
  }
})

test.each(['associatedAt', 'name', 'monthToDate', 'budgetUsage', 'resourceExpiresOn'])(
  'every customer comes once, in order, in pages sorted by %s either way',
  async (by) => {
    const crowd = await office.partner('solution_provider')
    for (let count = 0; count < 9; count++) {
      const customer = await office.customer(crowd)
      await change(
        customer,
        `name = $2, associated_at = '2025-01-01T00:00:00.000001Z'::timestamptz + $3::interval`,
        `Same ${count % 4}`,
        `${count % 4} microseconds`,
      )
      if (count % 3 > 0)
        await summarize(
          customer,
          `month = $2, month_to_date_minor = $3, budget_usage_percent = $4, next_expiry_on = date '2026-01-01' + $5::int`,
          count % 2 ? month : '2020-01',
          (count % 4) * 100,
          (count % 4) + 0.25,
          count % 4,
        )
    }
    for (const sort of [by, `-${by}`]) {
      const whole = await found(`sort=${sort}`, crowd.admin)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const at = `/v1/customers?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`
        const { body } = await crowd.admin.call('GET', at)
        expect(body.items.length).toBeGreaterThan(0)
        paged.push(...body.items.map(({ id }: { id: string }) => id))
        cursor = body.nextCursor
      }
      expect(whole).toHaveLength(9)
      expect(paged).toEqual(whole)
    }
    const other = await crowd.admin.call('GET', `/v1/customers?limit=2&sort=${by}`)
    const mixed = await crowd.admin.call('GET', `/v1/customers?sort=-${by}&cursor=${other.body.nextCursor}`)
    expect(mixed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } })
  },
)

test('a customer of another partner is in no list and answers as missing', async () => {
  expect(await found('')).not.toContain(foreign.id)
  expect(await found(`id=${foreign.id}`)).toEqual([])
  expect(await found(`id=${foreign.id}`, other.admin)).toEqual([foreign.id])
  expect(await found('tab=resellers_customers')).toEqual([])
  expect(await partner.admin.call('GET', `/v1/customers/${foreign.id}`)).toMatchObject({ status: 404 })
  expect(await other.admin.call('GET', `/v1/customers/${foreign.id}`)).toMatchObject({ status: 200 })
})

test("a distributor finds its own customers and its resellers' in separate tabs", async () => {
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  const [direct, indirect] = [await office.customer(distributor), await office.customer(reseller)]
  expect(await found('', distributor.admin)).toEqual([direct.id])
  expect(await found('tab=resellers_customers', distributor.admin)).toEqual([indirect.id])
  const { body } = await distributor.admin.call('GET', '/v1/customers?tab=resellers_customers')
  expect(body.items[0]).toMatchObject({
    partner: { id: reseller.id, name: reseller.name },
    can: {
      replaceCustomerTags: { allowed: false, reasons: [{ failed: 'seller' }] },
      freezeCustomer: { allowed: true },
    },
  })
})

test('a member who is only account manager sees only the customers assigned to them', async () => {
  const narrow = await office.member(partner, ['account_manager'])
  const wide = await office.member(partner, ['account_manager', 'sales'])
  const own = await office.customer(partner)
  await change(own, 'account_manager_id = $2', narrow.memberId)
  expect(await found('', narrow)).toEqual([own.id])
  expect(await found('', wide)).toContain(acme.id)
  expect(await narrow.call('GET', `/v1/customers/${own.id}`)).toMatchObject({ status: 200 })
  expect(await narrow.call('GET', `/v1/customers/${acme.id}`)).toMatchObject({ status: 404 })
  expect(await narrow.call('PUT', `/v1/customers/${acme.id}/tags`, { tags: [] })).toMatchObject({ status: 404 })
  expect(await wide.call('GET', `/v1/customers/${acme.id}`)).toMatchObject({ status: 200 })
})
