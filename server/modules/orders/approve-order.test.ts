import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { balancesAstray, heldBy, openOnBehalf, orderOf, usd } from '#server/testing/orders.ts'
import { openQuota } from '#server/testing/quota.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  await insertCatalog(office.owner, { small: { monthly: '10', hourly: '0.02' }, going: { monthly: '10' } })
})
afterAll(() => office.close())

const eachOrder = { approvalMode: 'approve_each', maxMonthMinor: 50_000n, maxOrders: 5n } as const
const notOpen = (state: string) => ({ status: 409, body: { code: 'order_not_open', state } })
const lastDayPassed = (id: string) =>
  office.owner.query(`update orders set lapses_at = now() - interval '1 second' where id = $1`, [id])

test('under approve_each an order on behalf waits and reserves; approving pays it and it is fulfilled', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)

  const placed = await place(2)

  expect(placed).toMatchObject({ status: 201, body: { state: 'pending_approval', paidAt: null, decision: null } })
  const { id, placedAt, lapsesAt } = placed.body as { id: string; placedAt?: string; lapsesAt?: string }
  expect(new Date(lapsesAt ?? 0).getTime() - new Date(placedAt ?? 0).getTime()).toBe(7 * 86_400_000)
  await runJobs(office)
  expect(await onOrder(id)).toMatchObject({ body: { state: 'pending_approval', items: [{ state: 'pending' }] } })
  const held = { budget: [2_000, 0], authorization_month: [2_000, 0], authorization_orders: [1, 0] }
  expect(await heldBy(office, customer)).toEqual(held)

  const approved = await onOrder(id, 'approve')

  const { memberId } = customer.owner
  expect(approved).toMatchObject({
    status: 200,
    body: { state: 'processing', lapsesAt: null, decision: { approved: true, memberId, reason: null } },
  })
  expect((approved.body['timeline'] as { what: string }[]).map(({ what }) => what)).toEqual([
    'placed',
    'approved',
    'paid',
  ])
  const paid = { budget: [0, 2_000], authorization_month: [0, 2_000], authorization_orders: [0, 1] }
  expect(await heldBy(office, customer)).toEqual(paid)
  expect(await balancesAstray(office, customer)).toEqual([])
  await runJobs(office)
  const wanted = await office.owner.query('select state from broker_operations where customer_id = $1', [customer.id])
  expect(wanted.rows.length).toBeGreaterThan(0)
})

test('an order placed to be paid later is to be paid once it is approved, for seven days more', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(1, 'later')).body

  const approved = await onOrder(id, 'approve')

  expect(approved).toMatchObject({ status: 200, body: { state: 'pending_payment', paidAt: null } })
  const { lapsesAt } = approved.body as { lapsesAt?: string }
  expect(new Date(lapsesAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000)
  expect(await heldBy(office, customer)).toMatchObject({ budget: [1_000, 0] })
  expect(await onOrder(id, 'pay')).toMatchObject({ status: 200, body: { state: 'processing' } })
  expect(await heldBy(office, customer)).toMatchObject({ budget: [0, 1_000], authorization_orders: [0, 1] })
})

test('under approve_above an order waits above the amount alone, and its quote says so', async () => {
  const scope = { approvalMode: 'approve_above', approveAboveMinor: 2_000n } as const
  const { customer, acting, place } = await openOnBehalf(office, partner, scope)
  const quote = async (quantity: number, call = acting) =>
    (await call('POST', `/v1/customers/${customer.id}/quotes`, { items: [itemOf('small', { quantity })] })).body[
      'needsApproval'
    ]

  expect([await quote(2), await quote(3), await quote(3, customer.owner.call)]).toEqual([false, true, false])
  expect((await place(2)).body['state']).toBe('processing')
  expect((await place(3)).body['state']).toBe('pending_approval')
})

test('what limits are tested against decides whether pay-per-use waits, and its estimate stays held', async () => {
  const scope = { approvalMode: 'approve_above', approveAboveMinor: 1_400n, maxMonthMinor: 50_000n } as const
  const { customer, acting, onOrder } = await openOnBehalf(office, partner, scope)
  const items = [itemOf('small', { billingMode: 'pay_per_use' })]
  const orders = `/v1/customers/${customer.id}/orders`

  const placed = await acting('POST', orders, { items, quotedTotal: usd('0.00'), payment: 'now' })

  expect(placed).toMatchObject({ status: 201, body: { state: 'pending_approval', committed: usd('14.60') } })
  expect(await onOrder(placed.body.id, 'approve')).toMatchObject({ status: 200, body: { state: 'processing' } })
  expect(await heldBy(office, customer)).toEqual({ budget: [0, 0], authorization_month: [1_460, 0] })
})

test('what the customer orders itself never waits', async () => {
  const { customer } = await openOnBehalf(office, partner, eachOrder)
  const own = await customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
  expect(own).toMatchObject({ status: 201, body: { state: 'processing', decision: null } })
})

test('rejecting takes a reason, which both sides read, and gives everything back once', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(2)).body

  expect((await onOrder(id, 'reject')).status).toBe(400)
  const rejected = await onOrder(id, 'reject', { reason: 'Too dear' })

  expect(rejected).toMatchObject({
    status: 200,
    body: { state: 'rejected', decision: { approved: false, reason: 'Too dear' }, items: [{ state: 'canceled' }] },
  })
  const seen = await onOrder(id, undefined, {}, partner.admin.call)
  expect(seen).toMatchObject({ status: 200, body: { decision: { approved: false, reason: 'Too dear' } } })
  expect(await heldBy(office, customer)).toEqual({
    budget: [0, 0],
    authorization_month: [0, 0],
    authorization_orders: [0, 0],
  })
  expect(await balancesAstray(office, customer)).toEqual([])
  for (const verb of ['approve', 'pay', 'cancel']) expect(await onOrder(id, verb)).toMatchObject(notOpen('rejected'))
})

test('a waiting order is nobody’s to pay; its customer may cancel it', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(1)).body
  expect(await onOrder(id, 'pay')).toMatchObject(notOpen('pending_approval'))
  expect(await onOrder(id, 'cancel')).toMatchObject({ status: 200, body: { state: 'canceled', decision: null } })
  expect(await heldBy(office, customer)).toMatchObject({ budget: [0, 0], authorization_orders: [0, 0] })
})

test('owner and purchaser decide; no viewer, no partner, no delegate and no other customer does', async () => {
  const { customer, acting, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(1)).body
  const viewer = await office.member(customer, ['viewer'])
  const stranger = await office.customer(partner)
  const denied = [viewer.call, partner.admin.call, acting]
  for (const call of denied) {
    expect((await onOrder(id, 'approve', {}, call)).status).toBe(403)
    expect((await onOrder(id, 'reject', { reason: 'No' }, call)).status).toBe(403)
  }
  expect((await onOrder(id, 'approve', {}, stranger.owner.call)).status).toBe(404)
  const purchaser = await office.member(customer, ['purchaser'])
  expect((await onOrder(id, 'approve', {}, purchaser.call)).status).toBe(200)
})

test('of many who decide at once one does, and one key approves once', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(1)).body
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => onOrder(id, 'approve')),
    ...Array.from({ length: 4 }, () => onOrder(id, 'reject', { reason: 'No' })),
    onOrder(id, 'cancel'),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(8)
  expect(await balancesAstray(office, customer)).toEqual([])
  const next = (await place(1)).body.id
  const key = { 'idempotency-key': 'approve-once' }
  const path = `/v1/customers/${customer.id}/orders/${next}:approve`
  const first = await customer.owner.call('POST', path, {}, key)
  const again = await customer.owner.call('POST', path, {}, key)
  expect([first.status, again.text, again.headers['idempotency-replayed']]).toEqual([200, first.text, 'true'])
})

test('a waiting order holds its room: what would pass a limit beside it is refused', async () => {
  const { place } = await openOnBehalf(office, partner, { ...eachOrder, maxMonthMinor: 3_000n })
  expect((await place(2)).status).toBe(201)
  expect(await place(2)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization_month_amount' }] } })
  expect((await place(1)).status).toBe(201)
})

test('seven days of silence cancel a waiting order; before the sweep it cannot be approved any more', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const [silent, heard] = [(await place(1)).body.id, (await place(1)).body.id]
  await lastDayPassed(silent)

  expect(await onOrder(silent, 'approve')).toMatchObject(notOpen('lapsed'))
  expect(await onOrder(silent, 'reject', { reason: 'Late' })).toMatchObject(notOpen('lapsed'))
  await runJobs(office, ['lapseOrders'])

  expect(await onOrder(silent)).toMatchObject({ body: { state: 'canceled', decision: null } })
  expect(await onOrder(heard, 'approve')).toMatchObject({ status: 200 })
  expect(await heldBy(office, customer)).toMatchObject({ budget: [0, 1_000], authorization_orders: [0, 1] })
  const told = (await mailTo(office, partner.admin.email)).filter(({ text }) => text.includes(silent))
  expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining('was canceled')])
})

test('approving looks again at freeze and plans, and what is refused goes on waiting', async () => {
  const { customer, acting, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const orders = `/v1/customers/${customer.id}/orders`
  const order = { items: [itemOf('going')], quotedTotal: usd('10.00'), payment: 'now' }
  const { id } = (await acting('POST', orders, order)).body
  const freeze = (scope: string | null) =>
    office.owner.query(`update customers set freeze_id = $1, freeze_scope = $1 where id = $2`, [scope, customer.id])

  await freeze('account')
  expect(await onOrder(id, 'approve')).toMatchObject({
    status: 403,
    body: { reasons: [{ failed: 'customer_frozen' }] },
  })
  await freeze(null)
  await office.owner.query(`update plans set active = false where id = 'going'`)
  expect(await onOrder(id, 'approve')).toMatchObject({
    status: 422,
    body: { code: 'plan_unavailable', pointer: '/items/0/planId' },
  })
  await office.owner.query(`update plans set active = true where id = 'going'`)
  expect(await onOrder(id, 'approve')).toMatchObject({ status: 200, body: { state: 'processing' } })
})

test('a price that moved while an order waited does not move the order', async () => {
  const { place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(1)).body
  await office.owner.query(`update offers set rate = 99 where plan_id = 'small' and billing_mode = 'yearly_monthly'`)
  const approved = await onOrder(id, 'approve')
  await office.owner.query(`update offers set rate = 10 where plan_id = 'small' and billing_mode = 'yearly_monthly'`)
  expect(approved).toMatchObject({ status: 200, body: { total: usd('10.00') } })
})

test('above the amount that takes a code, approving takes one too', async () => {
  const { customer, acting, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const { id } = (await place(2)).body
  await office.owner.query('update customers set code_above_minor = 1500 where id = $1', [customer.id])
  expect((await acting('GET', `/v1/customers/${customer.id}/orders/${id}`)).status).toBe(200)
  expect(await onOrder(id, 'approve')).toMatchObject({ status: 403, body: { code: 'verification_code_wrong' } })
  const verificationCode = await codeFor(office, customer.owner, 'place_order', customer.id)
  expect(await onOrder(id, 'approve', { verificationCode })).toMatchObject({ status: 200 })
})

test('after a revoke waiting orders stay with the customer: one is approved, one canceled, and no new one comes', async () => {
  const { customer, authorizationId, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const [wanted, unwanted] = [(await place(1)).body.id, (await place(1)).body.id]
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const reason = 'Enough'
  const revoked = await customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, {
    reason,
    verificationCode,
  })
  expect(revoked.status).toBe(200)

  expect((await place(1)).status).toBe(403)
  expect(await onOrder(wanted)).toMatchObject({ body: { state: 'pending_approval' } })
  expect(await onOrder(wanted, 'approve')).toMatchObject({ status: 200, body: { state: 'processing' } })
  expect(await onOrder(unwanted, 'cancel')).toMatchObject({ status: 200, body: { state: 'canceled' } })
  expect(await balancesAstray(office, customer)).toEqual([])
})

test('the seller’s quota is reserved while an order waits, posted when it is approved, given back when it is not', async () => {
  const seller = await office.partner('solution_provider')
  await openQuota(office, seller)
  const { customer, place, onOrder } = await openOnBehalf(office, seller, eachOrder)
  const [yes, no] = [(await place(1)).body.id, (await place(2)).body.id]
  expect(await heldBy(office, customer)).toMatchObject({ quota: [3_000, 0] })
  await onOrder(yes, 'approve')
  await onOrder(no, 'reject', { reason: 'No' })
  expect(await heldBy(office, customer)).toMatchObject({ quota: [0, 1_000] })
})

test('approving and rejecting are told to both sides and stand in the log with who did it', async () => {
  const { customer, place, onOrder } = await openOnBehalf(office, partner, eachOrder)
  const [yes, no] = [(await place(1)).body.id, (await place(1)).body.id]
  await onOrder(yes, 'approve')
  await onOrder(no, 'reject', { reason: 'Not now' })
  await runJobs(office)
  for (const { email } of [customer.owner, partner.admin]) {
    const mails = await mailTo(office, email)
    const about = (id: string) => mails.filter(({ text }) => text.includes(id)).map(({ subject }) => subject)
    expect(about(yes)[0]).toBe(`${customer.name} has approved an order`)
    expect(about(no)[0]).toBe(`${customer.name} has rejected an order`)
  }
  const { rows } = await office.owner.query(
    `select operation, actor_member_id as by, reason from audit_events
     where subjects && $1 and operation in ('approveOrder', 'rejectOrder') order by operation`,
    [[yes, no]],
  )
  const by = customer.owner.memberId
  expect(rows).toEqual([
    { operation: 'approveOrder', by, reason: null },
    { operation: 'rejectOrder', by, reason: 'Not now' },
  ])
})
