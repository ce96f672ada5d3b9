import { afterAll, beforeAll, expect, test } from 'vitest'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { makeCode, startActing } from '#server/testing/scene.ts'

let office: Office
let distributor: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())

const usd = (amount: string) => ({ amount, currency: 'USD' })
const everything = { actOnBehalf: true, freeze: true, setBudgets: true, budgetQuota: null }
async function permit(reseller: PartnerScene, permission: object): Promise<void> {
  const path = `/v1/resellers/${reseller.id}/permission`
  const set = await distributor.admin.call('PUT', path, { ...everything, ...permission })
  if (set.status !== 200) throw new Error(set.text)
}
const refusedByDistributor = {
  status: 403,
  body: { reasons: [{ failed: 'distributor_permission', whoCanMend: 'the distributor' }] },
}
const start = ({ admin }: PartnerScene, { id }: CustomerScene) =>
  admin.call('POST', `/v1/customers/${id}/acting-sessions`, { reason: 'Ticket 1' })

test('without act_on_behalf a reseller neither asks, renews nor acts; with it, it does', async () => {
  const reseller = await office.partner('reseller', distributor)
  const [asked, authorized] = [await office.customer(reseller), await office.customer(reseller)]
  const authorizationId = await office.authorize(authorized, reseller)
  const message = { message: 'To order for you', commitmentLetterAccepted: true }
  const tries = [
    () =>
      reseller.admin.call('POST', `/v1/customers/${asked.id}/authorizations`, {
        ...message,
        scope: { actions: ['view_orders'] },
      }),
    () => start(reseller, authorized),
    () =>
      reseller.admin.call('POST', `/v1/customers/${authorized.id}/authorizations/${authorizationId}:renew`, message),
  ]

  await permit(reseller, { actOnBehalf: false })
  for (const attempt of tries) expect(await attempt()).toMatchObject(refusedByDistributor)
  await permit(reseller, {})
  for (const attempt of tries) expect((await attempt()).status).toBe(201)
})

test('withdrawing act_on_behalf ends acting at once; authorizations stay, without effect until it is given again', async () => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  const authorizationId = await office.authorize(customer, reseller)
  const acting = reseller.admin.acting(await startActing(reseller.admin, customer))
  const look = () => acting('GET', `/v1/customers/${customer.id}/orders`)
  expect((await look()).status).toBe(200)

  await permit(reseller, { actOnBehalf: false })

  expect(await look()).toMatchObject(refusedByDistributor)
  const kept = await customer.owner.call('GET', `/v1/authorizations/${authorizationId}`)
  expect(kept.body).toMatchObject({ state: 'active', endedAt: null })
  expect(await start(reseller, customer)).toMatchObject(refusedByDistributor)
  await runJobs(office)
  await permit(reseller, {})
  expect(await look()).toMatchObject({ status: 403, body: { code: 'acting_session_over' } })
  expect(await start(reseller, customer)).toMatchObject({ status: 201, body: { authorizationId } })
})

test('what is withdrawn from one reseller is withdrawn from neither the others nor the distributor itself', async () => {
  const [reseller, other] = [
    await office.partner('reseller', distributor),
    await office.partner('reseller', distributor),
  ]
  const customer = await office.customer(reseller)
  await office.authorize(customer, distributor)
  const others = await office.customer(other)
  await office.authorize(others, other)
  await permit(reseller, { actOnBehalf: false })
  expect((await start(distributor, customer)).status).toBe(201)
  expect((await start(other, others)).status).toBe(201)
})

test.each([
  ['freeze', { freeze: false }],
  ['set_budgets', { setBudgets: false }],
] as const)('without %s a reseller does everything but that', async (missing, permission) => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  const { memberId, call } = reseller.admin
  const freeze = async () =>
    call('PUT', `/v1/customers/${customer.id}/freeze`, {
      scope: 'account',
      reason: 'Overdue',
      verificationCode: await makeCode(office, memberId, 'freeze_customer'),
    })
  const setBudget = async () => {
    const verificationCode = await makeCode(office, memberId, 'set_budget')
    const budget = { cadence: 'monthly', amount: usd('500.00'), onExhaustion: 'manual', verificationCode }
    return call('PUT', `/v1/customers/${customer.id}/budget`, budget, { 'if-match': '"0"' })
  }
  await permit(reseller, permission)

  const [denied, allowed] = missing === 'freeze' ? [freeze, setBudget] : [setBudget, freeze]

  expect(await denied()).toMatchObject(refusedByDistributor)
  expect((await allowed()).status).toBe(200)
  await permit(reseller, {})
  expect((await denied()).status).toBe(200)
})
