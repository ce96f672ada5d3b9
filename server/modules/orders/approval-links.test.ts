import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOfToken } from '#kernel/tokens.ts'
import { insertCatalog } from '#server/testing/catalog.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { openOnBehalf, usd } from '#server/testing/orders.ts'
import type { OnBehalf } from '#server/testing/orders.ts'
import { outgoing } from '#server/testing/outgoing.ts'
import { secret } from '#server/testing/secret.ts'
import { buildApp } from '#server/app.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

const eachOrder = { approvalMode: 'approve_each', maxOrders: 9n } as const
const notFound = { status: 404, body: { code: 'not_found' } }

/** The token that was mailed to somebody about an order. */
async function tokenFor(email: string, orderId: string): Promise<string> {
  const mail = (await mailTo(office, email)).find(({ text }) => text.includes(orderId) && text.includes('#'))
  return /\/order-approval#([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? 'none was mailed'
}

/** An order that waits, and the link that its customer's owner was mailed. */
async function asked(onBehalf?: OnBehalf): Promise<OnBehalf & { id: string; token: string }> {
  const there = onBehalf ?? (await openOnBehalf(office, partner, eachOrder))
  const placed = await there.place(1)
  await runJobs(office)
  return { ...there, id: placed.body.id, token: await tokenFor(there.customer.owner.email, placed.body.id) }
}

const look = (token: string) => office.anyone('GET', `/v1/order-approvals/${token}`)
const approve = (token: string) => office.anyone('POST', `/v1/order-approvals/${token}:approve`)
const reject = (token: string, body: unknown = { reason: 'Not this one' }) =>
  office.anyone('POST', `/v1/order-approvals/${token}:reject`, body)

/** Nothing of a link works. */
async function expectDead(token: string): Promise<void> {
  for (const answer of [await look(token), await approve(token), await reject(token)])
    expect(answer).toMatchObject(notFound)
}

test('each owner is mailed a link of their own, which shows the order and changes nothing', async () => {
  const onBehalf = await openOnBehalf(office, partner, eachOrder)
  const second = await office.member(onBehalf.customer, ['owner'])
  const purchaser = await office.member(onBehalf.customer, ['purchaser'])
  const { id, token } = await asked(onBehalf)
  const [mail] = await mailTo(office, onBehalf.customer.owner.email)

  expect(mail?.subject).toBe(`${partner.name} asks you to approve an order`)
  expect(mail?.text).toContain('Total: 10.00 USD')
  const shown = [await look(token), await look(token)]

  for (const { status, body } of shown) {
    expect(status).toBe(200)
    expect(body['order']).toMatchObject({ id, state: 'pending_approval', placedBy: { partnerName: partner.name } })
    expect(body['needsVerificationCode']).toBe(false)
  }
  expect(await tokenFor(second.email, id)).not.toBe(token)
  expect((await look(await tokenFor(second.email, id))).status).toBe(200)
  expect(await mailTo(office, purchaser.email)).toEqual([])
})

test('the link approves once, in the name of the member it was mailed to, and is used up', async () => {
  const { customer, id, token } = await asked()
  const other = await office.member(customer, ['viewer'])

  const answers = await Promise.all([approve(token), approve(token), reject(token)])

  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 404, 404])
  await expectDead(token)
  const used = await office.owner.query(
    'select from approval_links where order_id = $1 and token_hash = $2 and used_at is not null',
    [id, hashOfToken(token)],
  )
  expect(used.rowCount).toBe(1)
  const { rows } = await office.owner.query(
    `select operation, actor_member_id as by, customer_id from audit_events where subjects @> $1 and actor_kind = 'customer'`,
    [[id]],
  )
  expect(rows).toMatchObject([{ by: customer.owner.memberId, customer_id: customer.id }])
  expect(other.memberId).not.toBe(customer.owner.memberId)
})

test('the link rejects with a reason', async () => {
  const { token } = await asked()
  expect((await reject(token, {})).status).toBe(400)
  expect(await reject(token)).toMatchObject({
    status: 200,
    body: { state: 'rejected', decision: { reason: 'Not this one' } },
  })
  await expectDead(token)
})

const endings: readonly (readonly [string, (of: OnBehalf & { id: string }) => Promise<unknown>])[] = [
  ['decided in the console', ({ id, onOrder }) => onOrder(id, 'approve')],
  ['canceled', ({ id, onOrder }) => onOrder(id, 'cancel')],
  ['lapsed', ({ id }) => office.owner.query('update orders set lapses_at = now() where id = $1', [id])],
  ['revoked', ({ customer, authorizationId }) => revoke(customer, authorizationId)],
  [
    'ended with the association',
    ({ authorizationId }) =>
      office.owner.query(`update authorizations set state = 'ended' where id = $1`, [authorizationId]),
  ],
  [
    'past the end of the link itself',
    ({ id }) => office.owner.query('update approval_links set expires_at = now() where order_id = $1', [id]),
  ],
]

async function revoke(customer: CustomerScene, authorizationId: string): Promise<void> {
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const body = { reason: 'Enough', verificationCode }
  const revoked = await customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, body)
  expect(revoked.status).toBe(200)
}

test.each(endings)('a link is dead once its order or authorization is %s', async (_, end) => {
  const there = await asked()
  expect((await look(there.token)).status).toBe(200)
  await end(there)
  await expectDead(there.token)
})

test('a link is good for its member only while that member may approve', async () => {
  const { customer, token } = await asked()
  const set = (column: string) =>
    office.owner.query(`update members set ${column} where id = $1`, [customer.owner.memberId])
  await set(`roles = '{viewer}'`)
  expect(await approve(token)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'role' }] } })
  await set(`roles = '{owner}', active = false`)
  expect(await approve(token)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'member' }] } })
  await set('active = true')
  expect((await approve(token)).status).toBe(200)
})

test('what no link has is not found, whatever its form, and never a fault', async () => {
  const { token } = await asked()
  const wrong = [
    ['x', token.slice(1), `${token}A`, 'A'.repeat(43), token.toLowerCase().split('').reverse().join('')],
    ['%00', '__proto__', '..', `${token}%20`, encodeURIComponent(`${token}'--`), 'y'.repeat(200)],
  ].flat()
  for (const one of wrong) {
    const answers = [await look(one), await approve(one), await reject(one)]
    expect([one, ...answers.map(({ status }) => status)]).toEqual([one, 404, 404, 404])
  }
  for (const body of [{ reason: 1 }, { reason: ['a'] }, { reason: 'x', token }, [], 'null', '{'])
    expect((await reject(token, body)).status).toBe(400)
  expect((await look(token)).status).toBe(200)
})

test('a link is no session: it opens nothing else, and a session beside it is not asked', async () => {
  const { customer, token } = await asked()
  const cookie = { cookie: `__Host-procura=${token}` }
  const orders = `/v1/customers/${customer.id}/orders`
  expect((await office.anyone('GET', orders, undefined, cookie)).status).toBe(401)
  const asStranger = await partner.admin.call('GET', `/v1/order-approvals/${token}`)
  expect(asStranger.status).toBe(200)
})

test('a link is known by its hash alone, and neither the log of the server nor the audit log holds it', async () => {
  const lines: string[] = []
  const sink = new Writable({ write: (line: Buffer, _, done) => (lines.push(line.toString()), done()) })
  const { pool } = office
  const plain = { secret, outgoing, trustProxy: false as const, publicOrigin: null, plainHttpOffLoopback: false }
  const app = await buildApp({ ...plain, pool, log: pino(sink), sandbox: false, checkAnswers: true })
  const { token } = await asked()
  await app.inject({ method: 'GET', url: `/v1/order-approvals/${token}` })
  await app.inject({ method: 'PUT', url: `/v1/order-approvals/${token}:approve` })
  await app.inject({
    method: 'POST',
    url: `/v1/order-approvals/${token}:approve`,
    headers: { host: 'localhost', origin: 'http://localhost' },
  })
  await app.close()

  expect(lines.join('')).toContain('/v1/order-approvals/…:approve')
  expect(lines.join('')).not.toContain(token)
  const kept = await office.owner.query('select token_hash from approval_links where token_hash = $1', [
    hashOfToken(token),
  ])
  expect(kept.rows).toHaveLength(1)
  const logged = await office.owner.query(`select from audit_events e where e::text like '%' || $1 || '%'`, [token])
  expect(logged.rowCount).toBe(0)
})

test('a second try to mail a link makes the first one worthless', async () => {
  const { customer, id, token } = await asked()
  const payload = JSON.stringify({ channelId: customer.channelId, orderId: id, memberId: customer.owner.memberId })
  await office.pool.query(`select procura.enqueue('mailApprovalLink', $1, null, null, 25, null)`, [payload])
  await runJobs(office)
  const second = await tokenFor(customer.owner.email, id)
  expect(second).not.toBe(token)
  expect(await look(token)).toMatchObject(notFound)
  expect((await approve(second)).status).toBe(200)
})

test('an order above the amount that takes a code is not approved by link, but can be rejected by it', async () => {
  const { customer, token } = await asked()
  await office.owner.query('update customers set code_above_minor = 500 where id = $1', [customer.id])
  expect((await look(token)).body['needsVerificationCode']).toBe(true)
  expect(await approve(token)).toMatchObject({ status: 403, body: { code: 'verification_code_wrong' } })
  expect(await reject(token)).toMatchObject({ status: 200, body: { state: 'rejected', total: usd('10.00') } })
})

test('of a revoke and a link that meet, each order is approved before the revoke or never by the link', async () => {
  for (let round = 0; round < 8; round++) {
    const { customer, authorizationId, id, token, onOrder } = await asked()
    const [, approved] = await Promise.all([revoke(customer, authorizationId), approve(token)])
    expect([200, 404]).toContain(approved.status)
    const state = approved.status === 200 ? 'processing' : 'pending_approval'
    expect(await onOrder(id)).toMatchObject({ status: 200, body: { state } })
    expect(await approve(token)).toMatchObject(notFound)
  }
})
