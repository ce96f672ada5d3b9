import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
})
afterAll(() => office.close())

/** What stands in the way of each operation of a customer's row, in the list and in the details alike. */
async function walls(person: Person, customer: CustomerScene): Promise<Record<string, string[]>> {
  const one = await person.call('GET', `/v1/customers/${customer.id}`)
  const list = await person.call('GET', `/v1/customers?id=${customer.id}`)
  expect(list.body.items[0]?.['can']).toEqual(one.body.can)
  const can = one.body.can as Record<string, { allowed: boolean; reasons: { failed: string }[] }>
  return Object.fromEntries(
    Object.entries(can).flatMap(([operation, { allowed, reasons }]) =>
      allowed ? [] : [[operation, reasons.map(({ failed }) => failed)]],
    ),
  )
}

test('acting is offered with an authorization in its period, and asking for one without', async () => {
  const customer = await office.customer(partner)
  expect(await walls(partner.admin, customer)).toEqual({ startActingSession: ['authorization'] })
  const id = await office.authorize(customer, partner)
  expect(await walls(partner.admin, customer)).toEqual({ requestAuthorization: ['authorization_open'] })
  expect((await partner.admin.call('GET', `/v1/customers/${customer.id}`)).body.authorization).toMatchObject({
    id,
    state: 'active',
  })
  await office.owner.query(`update authorizations set state = 'pending' where id = $1`, [id])
  expect(await walls(partner.admin, customer)).toEqual({
    startActingSession: ['authorization'],
    requestAuthorization: ['authorization_open'],
  })
  await office.owner.query(`update authorizations set state = 'active', valid_until = now() where id = $1`, [id])
  expect(await walls(partner.admin, customer)).toEqual({ startActingSession: ['authorization'] })
})

test('an open authorization is shown before newer ones that are over', async () => {
  const customer = await office.customer(partner)
  const open = await office.authorize(customer, partner)
  await office.owner.query(
    `insert into authorizations select (json_populate_record(a, json_build_object('id', $2::text, 'state', 'rejected'))).*
     from authorizations a where id = $1`,
    [open, newId('authorization')],
  )
  const { body } = await partner.admin.call('GET', `/v1/customers/${customer.id}`)
  expect(body.authorization).toMatchObject({ id: open, state: 'active' })
})

test('of those that are over the last to end is shown: a revoke, and not the renewal that was rejected before it', async () => {
  const customer = await office.customer(partner)
  const id = await office.authorize(customer, partner)
  await office.owner.query(
    `insert into authorizations
     select (json_populate_record(a, json_build_object('id', $2::text, 'state', 'rejected', 'decided_at', now()))).*
     from authorizations a where id = $1`,
    [id, newId('authorization')],
  )
  await office.owner.query(
    `update authorizations set state = 'revoked', ended_at = now() + interval '1 minute' where id = $1`,
    [id],
  )
  const { body } = await partner.admin.call('GET', `/v1/customers/${customer.id}`)
  expect(body.authorization).toMatchObject({ id, state: 'revoked' })
})

test('what the distributor does not let its reseller do says so, and what the role does not', async () => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  await office.authorize(customer, reseller)
  await office.owner.query(
    'update distributor_permissions set may_freeze = false, set_budgets = false, act_on_behalf = false where partner_id = $1',
    [reseller.id],
  )
  const wall = ['distributor_permission']
  expect(await walls(reseller.admin, customer)).toEqual({
    setBudget: wall,
    freezeCustomer: wall,
    unfreezeCustomer: wall,
    startActingSession: wall,
    requestAuthorization: [...wall, 'authorization_open'],
  })
  const viewer = await office.member(partner, ['viewer'])
  const seen = await walls(viewer, await office.customer(partner))
  expect(Object.keys(seen).sort()).toEqual(
    [
      'setBudget',
      'freezeCustomer',
      'unfreezeCustomer',
      'requestAuthorization',
      'startActingSession',
      'assignAccountManager',
      'replaceCustomerTags',
    ].sort(),
  )
  expect(seen['setBudget']).toEqual(['role'])
})

test('a referred customer is not acted for, frozen or given a budget', async () => {
  const customer = await office.customer(partner, { type: 'referral' })
  const seen = await walls(partner.admin, customer)
  expect(seen).toMatchObject({ setBudget: ['association'], freezeCustomer: ['association'] })
  expect(seen['startActingSession']).toContain('association')
})

test('tags are replaced as a whole, by the selling partner', async () => {
  const customer = await office.customer(partner)
  const path = `/v1/customers/${customer.id}/tags`
  const put = (person: Person, tags: string[]) => person.call('PUT', path, { tags })
  expect(await put(partner.admin, ['vip', 'new', 'vip'])).toMatchObject({ status: 200, body: { tags: ['new', 'vip'] } })
  expect(await put(partner.admin, ['old', 'vip'])).toMatchObject({ status: 200, body: { tags: ['old', 'vip'] } })
  expect((await partner.admin.call('GET', `/v1/customers/${customer.id}`)).body.tags).toEqual(['old', 'vip'])
  expect(await put(distributor.admin, [])).toMatchObject({ status: 403, body: { reasons: [{ failed: 'seller' }] } })
  expect(await put(customer.owner, [])).toMatchObject({ status: 403 })
  expect(await put(partner.admin, [])).toMatchObject({ status: 200, body: { tags: [] } })
})

test('an account manager is an active member of the selling partner who may be one, or nobody', async () => {
  const customer = await office.customer(partner)
  const path = `/v1/customers/${customer.id}/account-manager`
  const assign = (memberId: string | null, person = partner.admin) => person.call('PUT', path, { memberId })
  const sales = await office.member(partner, ['sales'])
  expect(await assign(sales.memberId)).toMatchObject({ status: 200, body: { accountManager: { id: sales.memberId } } })
  const viewer = await office.member(partner, ['viewer'])
  const gone = await office.member(partner, ['sales'])
  await office.owner.query('update members set active = false where id = $1', [gone.memberId])
  for (const memberId of [viewer.memberId, gone.memberId, distributor.admin.memberId, newId('member')])
    expect(await assign(memberId)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/memberId' }] } })
  expect(await assign(sales.memberId, sales)).toMatchObject({ status: 403 })
  expect(await assign(distributor.admin.memberId, distributor.admin)).toMatchObject({ status: 403 })
  expect(await assign(null)).toMatchObject({ status: 200, body: { accountManager: null } })
})
