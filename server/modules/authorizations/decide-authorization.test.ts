import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let partner: PartnerScene
let customer: CustomerScene

beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
})
afterAll(() => office.close())

const usd = (amount: string) => ({ amount, currency: 'USD' })
const scope = { actions: ['purchase_yearly_monthly', 'view_orders'], maxOrderAmount: usd('5000.00') }

/** A new customer with a pending request. */
async function asked(): Promise<string> {
  customer = await office.customer(partner)
  const request = await partner.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
    message: 'To order for you',
    scope,
    commitmentLetterAccepted: true,
  })
  return request.body.id
}

const consent = { authorizationLetterAccepted: true, approvalMode: 'automatic' }
const decide = (id: string, verb: string, body: object, by = customer.owner) =>
  by.call('POST', `/v1/authorizations/${id}:${verb}`, body)
const stateOf = async (id: string) => (await partner.admin.call('GET', `/v1/authorizations/${id}`)).body.state

test('the customer narrows and approves, and what is left of its limits is shown', async () => {
  const id = await asked()
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  const narrowed = { ...scope, maxOrderAmount: usd('3000.00'), maxMonthAmount: usd('8000.00'), maxOrders: 4 }

  const approved = await decide(id, 'approve', { ...consent, scope: narrowed, verificationCode })

  expect(approved).toMatchObject({
    status: 200,
    body: {
      state: 'active',
      scope: narrowed,
      requestedScope: scope,
      remaining: { monthAmount: '8000.00', orders: 4 },
      approvalMode: 'automatic',
    },
  })
  const seen = await partner.admin.call('GET', `/v1/authorizations/${id}`)
  expect(seen.body).toEqual(approved.body)
  const { validFrom } = seen.body['scope'] as { validFrom: string }
  expect(new Date(validFrom) >= new Date(String(seen.body['requestedAt']))).toBe(true)
  await office.owner.query(
    `update limits set reserved = 300000, posted = 100000
    where authorization_id = $1 and kind = 'authorization_month'`,
    [id],
  )
  const used = await customer.owner.call('GET', `/v1/authorizations/${id}`)
  expect(used.body.remaining).toEqual({ monthAmount: '4000.00', orders: 4 })
})

test('a decision that widens is refused by field and changes nothing, and the code still works', async () => {
  const id = await asked()
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  const wider = { actions: ['manage_resources'], maxOrderAmount: usd('5000.01') }
  const refused = await decide(id, 'approve', { ...consent, scope: wider, verificationCode })
  expect(refused).toMatchObject({ status: 422, body: { fields: ['actions', 'maxOrderAmount'] } })
  const foreign = { ...scope, maxOrderAmount: { amount: '1.00', currency: 'EUR' } }
  const other = await decide(id, 'approve', { ...consent, scope: foreign, verificationCode })
  expect(other).toMatchObject({ status: 422, body: { code: 'currency_differs' } })
  expect(await stateOf(id)).toBe('pending')
  expect((await decide(id, 'approve', { ...consent, verificationCode })).status).toBe(200)
})

test('the authorization letter must be accepted', async () => {
  const id = await asked()
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  const refused = await decide(id, 'approve', { ...consent, authorizationLetterAccepted: false, verificationCode })
  expect(refused).toMatchObject({ status: 422, body: { code: 'letter_not_accepted' } })
})

test('only the owner of the customer decides: no partner, no purchaser, no other customer', async () => {
  const id = await asked()
  const stranger = await office.customer(partner)
  const purchaser = await office.member(customer, ['purchaser'])
  const body = { ...consent, verificationCode: '000000' }
  expect((await decide(id, 'approve', body, partner.admin)).status).toBe(403)
  expect((await decide(id, 'approve', body, purchaser)).status).toBe(403)
  for (const one of [purchaser, stranger.owner]) {
    const verificationCode = await codeFor(office, one, 'decide_authorization')
    const status = one === purchaser ? 403 : 404
    expect((await decide(id, 'approve', { ...consent, verificationCode }, one)).status).toBe(status)
  }
  expect(await stateOf(id)).toBe('pending')
})

test('a customer who is no reseller customer any more cannot approve', async () => {
  const id = await asked()
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  await office.owner.query(`update associations set type = 'referral' where customer_id = $1`, [customer.id])
  const refused = await decide(id, 'approve', { ...consent, verificationCode })
  expect(refused).toMatchObject({ status: 403, body: { reasons: [{ failed: 'association' }] } })
})

test('rejecting takes a reason, which the partner reads', async () => {
  const id = await asked()
  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  expect((await decide(id, 'reject', { verificationCode })).status).toBe(400)
  const rejected = await decide(id, 'reject', { verificationCode, reason: 'Not this year' })
  expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', reason: 'Not this year' } })
  expect((await partner.admin.call('GET', `/v1/authorizations/${id}`)).body.reason).toBe('Not this year')
})

test('the partner takes its request back, and only a pending one', async () => {
  const id = await asked()
  const stranger = await office.partner('solution_provider')
  expect((await decide(id, 'cancel', {}, stranger.admin)).status).toBe(404)
  expect((await decide(id, 'cancel', {}, customer.owner)).status).toBe(403)
  expect(await decide(id, 'cancel', {}, partner.admin)).toMatchObject({ status: 200, body: { state: 'canceled' } })
  expect(await decide(id, 'cancel', {}, partner.admin)).toMatchObject({
    status: 409,
    body: { code: 'authorization_not_open', state: 'canceled' },
  })
})

test.each([
  ['pending', 'approve and reject'],
  ['active', 'revoke'],
  ['rejected', 'nothing'],
  ['canceled', 'nothing'],
  ['lapsed', 'nothing'],
  ['expired', 'nothing'],
  ['revoked', 'nothing'],
  ['ended', 'nothing'],
])('an authorization that is %s can be changed by %s', async (state, possible) => {
  const changes = { approve: 'active', reject: 'rejected', revoke: 'revoked' }
  for (const [verb, stateAfter] of Object.entries(changes)) {
    const id = await asked()
    await office.owner.query('update authorizations set state = $1 where id = $2', [state, id])
    const purpose = verb === 'revoke' ? 'revoke_authorization' : 'decide_authorization'
    const verificationCode = await codeFor(office, customer.owner, purpose)
    const body = verb === 'approve' ? { ...consent, verificationCode } : { reason: 'Because', verificationCode }
    const answer = await decide(id, verb, body)
    expect([answer.status, answer.body.state]).toEqual(possible.includes(verb) ? [200, stateAfter] : [409, state])
  }
})

test('a sweep writes down what has expired, was not decided in time, or ended with its association', async () => {
  const lapsing = await asked()
  await office.owner.query(`update authorizations set requested_at = now() - interval '90 days' where id = $1`, [
    lapsing,
  ])
  const expiring = await office.authorize(await office.customer(partner), partner)
  await office.owner.query(`update authorizations set valid_until = now() where id = $1`, [expiring])
  const leaving = await office.customer(partner)
  const ending = await office.authorize(leaving, partner)
  await office.owner.query('update associations set ended_at = now() where customer_id = $1', [leaving.id])
  const living = await office.authorize(await office.customer(partner), partner)

  await runJobs(office, ['sweepAuthorizations'])

  const found = await office.owner.query('select state from authorizations where id = any($1) order by state', [
    [lapsing, expiring, ending, living],
  ])
  expect(found.rows.map(({ state }) => state)).toEqual(['active', 'ended', 'expired', 'lapsed'])
  const told = await office.owner.query(
    `select detail from audit_events where operation = 'sweepAuthorizations' and subjects && $1`,
    [[lapsing, expiring, ending, living]],
  )
  expect(told.rows).toHaveLength(3)
})
