import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { ScopeRow } from '#server/testing/authorization-row.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { openOnBehalf } from '#server/testing/orders.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs)
const usd = (amount: string) => ({ amount, currency: 'USD' })
const hundredDays: ScopeRow = {
  actions: ['purchase_yearly_monthly', 'view_orders'],
  maxOrderMinor: 50_000n,
  maxMonthMinor: 90_000n,
  validFrom: inDays(-90),
  validUntil: inDays(10),
}

async function granted(scope: ScopeRow = hundredDays): Promise<{ customer: CustomerScene; id: string }> {
  const customer = await office.customer(partner)
  return { customer, id: await office.authorize(customer, partner, scope) }
}
const renew = (customer: CustomerScene, id: string, more: object = {}, by = partner.admin.call) =>
  by('POST', `/v1/customers/${customer.id}/authorizations/${id}:renew`, {
    message: 'Another hundred days',
    commitmentLetterAccepted: true,
    ...more,
  })
const decide = async (customer: CustomerScene, id: string, verb: 'approve' | 'reject', more: object = {}) => {
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  const body = verb === 'approve' ? { authorizationLetterAccepted: true, approvalMode: 'automatic' } : { reason: 'No' }
  return customer.owner.call('POST', `/v1/authorizations/${id}:${verb}`, { ...body, verificationCode, ...more })
}
const read = async (customer: CustomerScene, id: string) =>
  (await customer.owner.call('GET', `/v1/authorizations/${id}`)).body

test('a renewal asks in one step for the same again, and the old one stays in force until it is decided', async () => {
  const { customer, id } = await granted()

  const asked = await renew(customer, id)

  const { scope } = await read(customer, id)
  const { validFrom: _, validUntil: __, ...same } = scope as Record<string, unknown>
  expect(asked).toMatchObject({ status: 201, body: { state: 'pending', renews: id, scope: same } })
  const { validUntil } = asked.body['scope'] as { validUntil: string }
  expect(Math.abs(new Date(validUntil).getTime() - inDays(110).getTime())).toBeLessThan(dayMs / 2)
  expect(await read(customer, id)).toMatchObject({ state: 'active' })
  const row = await partner.admin.call('GET', `/v1/customers/${customer.id}`)
  expect(row.body['authorization']).toMatchObject({ id, state: 'active' })
})

test('the customer decides once: the old one ends when the new one begins, and acting begins anew', async () => {
  const { customer, authorizationId, place } = await openOnBehalf(office, partner, hundredDays)
  expect((await place(1)).status).toBe(201)
  const { id } = (await renew(customer, authorizationId)).body

  const approved = await decide(customer, id, 'approve')

  expect(approved).toMatchObject({ status: 200, body: { state: 'active', remaining: { monthAmount: '900.00' } } })
  expect(await read(customer, authorizationId)).toMatchObject({ state: 'expired', endedAt: approved.body['decidedAt'] })
  expect(await place(1)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization' }] } })
  await runJobs(office)
  expect(await place(1)).toMatchObject({ status: 403, body: { code: 'acting_session_over' } })
  const sessions = await customer.owner.call('GET', `/v1/customers/${customer.id}/acting-sessions`)
  expect(sessions.body.items).toMatchObject([{ endCause: 'authorization_over' }])
  const again = await partner.admin.call('POST', `/v1/customers/${customer.id}/acting-sessions`, { reason: 'Ticket 2' })
  expect(again).toMatchObject({ status: 201, body: { authorizationId: id } })
})

test('a rejected renewal leaves the old one as it is', async () => {
  const { customer, id } = await granted()
  const { body } = await renew(customer, id)
  expect(await decide(customer, body.id, 'reject')).toMatchObject({ status: 200, body: { state: 'rejected' } })
  expect(await read(customer, id)).toMatchObject({ state: 'active', endedAt: null })
  expect((await renew(customer, id)).status).toBe(201)
})

test('a renewal may ask for less and never for more, in scope or in time', async () => {
  const { customer, id } = await granted()
  const actions = ['view_orders']
  const asks: readonly (readonly [object, string[]])[] = [
    [{ actions: ['manage_resources'], maxOrderAmount: usd('500.00'), maxMonthAmount: usd('900.00') }, ['actions']],
    [{ actions, maxMonthAmount: usd('900.00') }, ['maxOrderAmount']],
    [{ actions, maxOrderAmount: usd('500.00'), maxMonthAmount: usd('900.01') }, ['maxMonthAmount']],
    [
      {
        actions,
        maxOrderAmount: usd('500.00'),
        maxMonthAmount: usd('900.00'),
        validUntil: inDays(112).toISOString(),
        autoExtend: true,
      },
      ['validUntil', 'autoExtend'],
    ],
  ]
  for (const [scope, fields] of asks)
    expect(await renew(customer, id, { scope })).toMatchObject({ status: 422, body: { fields } })
  const less = { actions, maxOrderAmount: usd('400.00'), maxMonthAmount: usd('900.00'), maxOrders: 3 }
  expect(await renew(customer, id, { scope: less })).toMatchObject({ status: 201, body: { scope: less } })
})

test('no renewal lasts longer than two years from its request', async () => {
  const { customer, id } = await granted({ ...hundredDays, validFrom: inDays(-700), validUntil: inDays(29) })
  const asked = await renew(customer, id)
  expect(asked.status).toBe(201)
  const { validFrom, validUntil } = asked.body['scope'] as { validFrom: string; validUntil: string }
  const years = (new Date(validUntil).getTime() - new Date(validFrom).getTime()) / (365.25 * dayMs)
  expect(years).toBeGreaterThan(1.99)
  expect(years).toBeLessThan(2.01)
})

test('one renewal at a time, and none beside a request; a plain request is refused while one is in force', async () => {
  const { customer, id } = await granted()
  const answers = await Promise.all(Array.from({ length: 6 }, () => renew(customer, id)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.code === 'authorization_open')).toHaveLength(5)
  const plain = await partner.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
    message: 'More',
    scope: { actions: ['view_orders'] },
    commitmentLetterAccepted: true,
  })
  expect(plain).toMatchObject({ status: 409, body: { code: 'authorization_open' } })
})

test('only what is in force is renewed, by the partner who has it, with the commitment letter accepted', async () => {
  const { customer, id } = await granted()
  const stranger = await office.partner('solution_provider')
  expect((await renew(customer, id, {}, stranger.admin.call)).status).toBe(404)
  expect((await renew(customer, id, {}, customer.owner.call)).status).toBe(403)
  expect((await renew(await office.customer(partner), id)).status).toBe(404)
  expect(await renew(customer, id, { commitmentLetterAccepted: false })).toMatchObject({ status: 422 })
  await office.owner.query('update authorizations set valid_until = now() where id = $1', [id])
  expect(await renew(customer, id)).toMatchObject({ status: 409, body: { state: 'expired' } })
})

test('revoking the old one leaves its renewal to be decided, and granting that brings nothing else back', async () => {
  const { customer, id } = await granted()
  const asked = await renew(customer, id)
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  await customer.owner.call('POST', `/v1/authorizations/${id}:revoke`, { reason: 'Enough', verificationCode })
  expect(await read(customer, asked.body.id)).toMatchObject({ state: 'pending' })
  expect(await decide(customer, asked.body.id, 'approve')).toMatchObject({ status: 200, body: { state: 'active' } })
  expect(await read(customer, id)).toMatchObject({ state: 'revoked', reason: 'Enough' })
})
