import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { makeCode } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller', await office.partner('distributor'))
  customer = await office.customer(partner, { budgetMinor: 10_000n })
  await office.owner.query('update customers set account_manager_id = $2 where id = $1', [
    customer.id,
    partner.admin.memberId,
  ])
})
afterAll(() => office.close())

const reveals = async () =>
  (
    await office.owner.query(
      `select operation, subjects, customer_id, partner_id, detail from audit_events where result = 'revealed' order by id`,
    )
  ).rows

test('sensitive columns are masked until asked for by name, and the log says who asked for what of whom', async () => {
  const second = await office.customer(partner)
  const list = await partner.admin.call('GET', '/v1/customers?sort=name')
  for (const item of list.body.items)
    for (const value of [item.name, item.account, item.email, item.mobile]) expect(value).toContain('*')
  const masked = list.body.items.find(({ id }) => id === customer.id)
  expect(masked).toMatchObject({ accountManager: { name: expect.stringContaining('*') } })
  expect(await reveals()).toEqual([])

  const shown = await partner.admin.call('GET', '/v1/customers?sort=name&reveal=name,mobile')
  const row = shown.body.items.find(({ id }: { id: string }) => id === customer.id)
  expect(row).toMatchObject({ name: customer.name, account: customer.account })
  expect(row?.['mobile']).not.toContain('*')
  expect(row?.['email']).toContain('*')
  const subjects = [customer.id, second.id]
  expect(await reveals()).toEqual([
    {
      operation: 'listCustomers',
      subjects: expect.arrayContaining(subjects),
      customer_id: null,
      partner_id: partner.id,
      detail: { columns: ['name', 'mobile'] },
    },
  ])

  await partner.admin.call('GET', `/v1/customers?reveal=name&id=${newId('customer')}`)
  expect(await reveals()).toHaveLength(1)
})

test('a revealed customer finds it in its own log', async () => {
  const masked = await partner.admin.call('GET', `/v1/customers/${customer.id}`)
  expect(masked.body.email).toContain('*')
  const shown = await partner.admin.call('GET', `/v1/customers/${customer.id}?reveal=email`)
  expect(shown.body).toMatchObject({ email: `${customer.account}@example.test`, name: masked.body.name })
  const log = await customer.owner.call('GET', '/v1/audit-events')
  expect(log.body.items[0]).toMatchObject({
    operation: 'getCustomer',
    result: 'revealed',
    detail: { columns: ['email'] },
    actor: { memberId: partner.admin.memberId, partnerId: partner.id },
  })
})

test('the customer itself sees who sells to it since when, and why it is frozen', async () => {
  const frozen = await office.customer(partner)
  const reason = 'Two bills are open'
  const verificationCode = await makeCode(office, partner.admin.memberId, 'freeze_customer')
  const freeze = { scope: 'account', reason, verificationCode }
  expect((await partner.admin.call('PUT', `/v1/customers/${frozen.id}/freeze`, freeze)).status).toBe(200)
  expect((await frozen.owner.call('GET', `/v1/customers/${frozen.id}`)).body).toMatchObject({
    partner: { id: partner.id, name: partner.name },
    association: { type: 'reseller', beganAt: '2024-01-01T00:00:00.000Z' },
    freeze: { scope: 'account', origin: 'manual', reason, from: expect.any(String) },
    autoFrozen: false,
  })
})

test('the customer itself sees its data, without what its partner keeps about it', async () => {
  await partner.admin.call('PUT', `/v1/customers/${customer.id}/tags`, { tags: ['late payer'] })
  const own = await customer.owner.call('GET', `/v1/customers/${customer.id}`)
  expect(own).toMatchObject({
    status: 200,
    body: {
      name: customer.name,
      account: customer.account,
      email: `${customer.account}@example.test`,
      partner: { id: partner.id, name: partner.name },
      tags: [],
    },
  })
  expect(own.body).not.toHaveProperty('can')
  const log = await customer.owner.call('GET', '/v1/audit-events')
  expect(log.text).toContain('replaceCustomerTags')
  expect(log.text).not.toContain('late payer')
})

test('a delegate never sees personal data unmasked, however it is asked for', async () => {
  await office.authorize(customer, partner)
  const path = `/v1/customers/${customer.id}/acting-sessions`
  const switched = await partner.admin.call('POST', path, { reason: 'To order' })
  const call = partner.admin.acting(switched.body.id)
  const masked = await call('GET', `/v1/customers/${customer.id}`)
  expect(masked.status).toBe(200)
  expect(masked.body.mobile).toContain('*')
  const asked = await call('GET', `/v1/customers/${customer.id}?reveal=mobile`)
  expect(asked).toMatchObject({ status: 403, body: { code: 'not_allowed', reasons: [{ failed: 'not_while_acting' }] } })
  const outside = await partner.admin.call('GET', `/v1/customers/${customer.id}?reveal=mobile`)
  expect(outside).toMatchObject({ status: 200 })
})
