import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
let authorizationId: string

beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
})
afterAll(() => office.close())
beforeEach(async () => {
  customer = await office.customer(partner)
  authorizationId = await office.authorize(customer, partner)
})

const revoke = (verificationCode: string, by = customer.owner, id = authorizationId) =>
  by.call('POST', `/v1/authorizations/${id}:revoke`, { reason: 'No longer wanted', verificationCode })
const codeToRevoke = (subjectId?: string) => codeFor(office, customer.owner, 'revoke_authorization', subjectId)
const refused = { status: 403, body: { code: 'verification_code_wrong', reasons: [{ failed: 'verification_code' }] } }
const next = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('the customer revokes with a reason, and both sides see it', async () => {
  const revoked = await revoke(await codeToRevoke())
  expect(revoked).toMatchObject({
    status: 200,
    body: { state: 'revoked', reason: 'No longer wanted', endedAt: expect.any(String), remaining: null },
  })
  expect((await partner.admin.call('GET', `/v1/authorizations/${authorizationId}`)).body).toEqual(revoked.body)
})

test('a wrong code is refused and logged, and the right one still works after it', async () => {
  const code = await codeToRevoke()
  expect(await revoke(next(code))).toMatchObject(refused)
  const logged = await office.owner.query(
    `select code from audit_events where operation = 'revokeAuthorization' and subjects && $1`,
    [[authorizationId]],
  )
  expect(logged.rows).toEqual([{ code: 'verification_code_wrong' }])
  expect((await revoke(code)).status).toBe(200)
})

test('a code is used up by what it was good for', async () => {
  const code = await codeToRevoke()
  expect((await revoke(code)).status).toBe(200)
  const another = await office.authorize(customer, distributor)
  expect(await revoke(code, customer.owner, another)).toMatchObject(refused)
})

test('a refusal for another reason does not use the code up', async () => {
  const code = await codeToRevoke()
  const over = await office.authorize(customer, distributor)
  await office.owner.query(`update authorizations set state = 'expired' where id = $1`, [over])
  expect((await revoke(code, customer.owner, over)).status).toBe(409)
  expect((await revoke(code)).status).toBe(200)
})

test('a code of another purpose, another authorization or another member is worth nothing', async () => {
  expect(await revoke(await codeFor(office, customer.owner, 'decide_authorization'))).toMatchObject(refused)
  const another = await office.authorize(customer, distributor)
  expect(await revoke(await codeToRevoke(another))).toMatchObject(refused)
  const colleague = await office.member(customer, ['owner'])
  expect(await revoke(await codeFor(office, colleague, 'revoke_authorization'))).toMatchObject(refused)
  expect((await revoke(await codeToRevoke(authorizationId))).status).toBe(200)
})

test('a code is over after five minutes', async () => {
  const code = await codeToRevoke()
  await office.owner.query(`update verification_codes set expires_at = now() where member_id = $1`, [
    customer.owner.memberId,
  ])
  expect(await revoke(code)).toMatchObject(refused)
})

test('after five wrong tries the right code is refused too', async () => {
  const code = await codeToRevoke()
  for (let tries = 0; tries < 5; tries++) expect(await revoke(next(code))).toMatchObject(refused)
  expect(await revoke(code)).toMatchObject(refused)
})

test('one code sent four times at once revokes once', async () => {
  const code = await codeToRevoke()
  const answers = await Promise.all(Array.from({ length: 4 }, () => revoke(code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a partner, a purchaser and another customer cannot revoke', async () => {
  const purchaser = await office.member(customer, ['purchaser'])
  const stranger = await office.customer(partner)
  expect((await revoke('000000', partner.admin)).status).toBe(403)
  expect((await revoke(await codeFor(office, purchaser, 'revoke_authorization'), purchaser)).status).toBe(403)
  const code = await codeFor(office, stranger.owner, 'revoke_authorization')
  expect((await revoke(code, stranger.owner)).status).toBe(404)
})

test('revoking waits for an order that holds the authorization, and no order begins after it', async () => {
  const code = await codeToRevoke()
  const order = await office.owner.connect()
  await order.query('begin')
  await order.query('select state from authorizations where id = $1 for share', [authorizationId])

  const revoking = revoke(code)
  const quick = await Promise.race([revoking, new Promise((done) => setTimeout(done, 300, 'waiting'))])
  expect(quick).toBe('waiting')
  await order.query('commit')
  expect((await revoking).status).toBe(200)

  const after = await order.query('select state from authorizations where id = $1 for share', [authorizationId])
  expect(after.rows).toEqual([{ state: 'revoked' }])
  order.release()
})

test('a revoke that cannot get the row in two seconds is busy, leaves the code good, and can be sent again', async () => {
  const code = await codeToRevoke()
  const order = await office.owner.connect()
  await order.query('begin')
  await order.query('select state from authorizations where id = $1 for share', [authorizationId])
  expect(await revoke(code)).toMatchObject({ status: 409, body: { code: 'busy' }, headers: { 'retry-after': '1' } })
  await order.query('commit')
  order.release()
  expect((await revoke(code)).status).toBe(200)
})
