import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let distributor: PartnerScene
let reseller: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  reseller = await office.partner('reseller', distributor)
})
afterAll(() => office.close())

const everything = { actOnBehalf: true, freeze: true, setBudgets: true, budgetQuota: null }
const set = (partner: PartnerScene, permission: object, by = distributor) =>
  by.admin.call('PUT', `/v1/resellers/${partner.id}/permission`, { ...everything, ...permission })

test('what a distributor withdraws is gone for its reseller at once, and can be given back', async () => {
  const customer = await office.customer(reseller)
  const allowed = async () => {
    const { body } = await reseller.admin.call('GET', `/v1/customers/${customer.id}`)
    return (body['can'] as { requestAuthorization: { allowed: boolean } }).requestAuthorization.allowed
  }
  expect(await allowed()).toBe(true)
  expect(await set(reseller, { actOnBehalf: false })).toMatchObject({ status: 200, body: { actOnBehalf: false } })
  expect(await allowed()).toBe(false)
  const log = await reseller.admin.call('GET', '/v1/audit-events?operation=setDistributorPermission')
  expect(log.body.items).toMatchObject([
    { actor: { partnerId: distributor.id }, detail: { before: { actOnBehalf: true }, after: { actOnBehalf: false } } },
  ])
  expect(await set(reseller, {})).toMatchObject({ status: 200 })
  expect(await allowed()).toBe(true)
})

test('a quota is in US dollars and not below what the budgets sum to', async () => {
  const partner = await office.partner('reseller', distributor)
  await office.customer(partner, { budgetMinor: 60_000n })
  await office.customer(partner, { budgetMinor: 40_000n })
  await office.customer(partner, { budgetMinor: 999_999n, currency: 'EUR' })
  const quota = (amount: string, currency = 'USD') => set(partner, { budgetQuota: { amount, currency } })
  expect(await quota('5000', 'EUR')).toMatchObject({ status: 422, body: { code: 'currency_differs', currency: 'USD' } })
  expect(await quota('999.99')).toMatchObject({
    status: 409,
    body: { code: 'quota_below_use', inUse: { amount: '1000.00', currency: 'USD' } },
  })
  expect(await quota('1000.00')).toMatchObject({ status: 200 })
  const { body } = await distributor.admin.call('GET', '/v1/resellers')
  expect(body.items.find(({ id }: { id: string }) => id === partner.id)).toMatchObject({
    name: partner.name,
    customers: 3,
    frozenAt: null,
    budgets: { amount: '1000.00', currency: 'USD' },
    permission: { ...everything, budgetQuota: { amount: '1000.00', currency: 'USD' } },
  })
})

test('nobody but the reseller’s own distributor sets its permission or sees it listed', async () => {
  const stranger = await office.partner('distributor')
  const missing = await set({ ...reseller, id: newId('partner') }, {}, stranger)
  const foreign = await set(reseller, {}, stranger)
  expect(foreign.status).toBe(404)
  expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' })
  expect(await set(reseller, {}, reseller)).toMatchObject({ status: 404 })
  expect(await set(distributor, {})).toMatchObject({ status: 404 })
  const viewer = await office.member(distributor, ['viewer'])
  expect(await viewer.call('PUT', `/v1/resellers/${reseller.id}/permission`, everything)).toMatchObject({ status: 403 })
  expect((await viewer.call('GET', '/v1/resellers')).body.items.length).toBeGreaterThan(0)
  expect((await stranger.admin.call('GET', '/v1/resellers')).body.items).toEqual([])
  expect((await reseller.admin.call('GET', '/v1/resellers')).body.items).toEqual([])
})

test('the operator lists every partner, in pages, and nobody else does', async () => {
  const id = newId('account')
  await insertRow(office.owner, 'accounts', {
    id,
    kind: 'operator',
    channelId: id,
    name: 'Operator',
    createdAt: new Date(),
  })
  const operator = await office.member({ id, channelId: id }, ['viewer'])
  const listed: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await operator.call(
      'GET',
      `/v1/partners?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    listed.push(...body.items.map((item) => item.id))
    cursor = body.nextCursor
  }
  const { rows } = await office.owner.query('select id from partners order by id')
  expect(listed).toEqual(rows.map((row) => row.id))
  const { body } = await operator.call('GET', '/v1/partners?limit=100')
  const found = (partner: PartnerScene) => body.items.find((item: { id: string }) => item.id === partner.id)
  const below = await office.owner.query('select id from partners where distributor_id = $1', [distributor.id])
  expect(found(distributor)).toMatchObject({ kind: 'distributor', distributor: null, resellers: below.rows.length })
  expect(found(reseller)).toMatchObject({
    kind: 'reseller',
    distributor: { id: distributor.id, name: distributor.name },
    frozen: false,
    frozenAt: null,
    joinedAt: expect.any(String),
    resellers: 0,
    customers: 1,
  })
  await office.owner.query('update partners set frozen_at = now() where id = $1', [reseller.id])
  await office.owner.query('update customers set closed_at = now() where partner_id = $1', [reseller.id])
  const after = await operator.call('GET', '/v1/partners?limit=100')
  expect(after.body.items.find((item: { id: string }) => item.id === reseller.id)).toMatchObject({
    frozen: true,
    frozenAt: expect.any(String),
    customers: 0,
  })
  expect(await distributor.admin.call('GET', '/v1/partners')).toMatchObject({ status: 403 })
})
