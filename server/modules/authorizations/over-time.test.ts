import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { ScopeRow } from '#server/testing/authorization-row.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
})
afterAll(() => office.close())

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const after = (ms: number) => new Date(Date.now() + ms)

async function granted(scope: ScopeRow): Promise<{ customer: CustomerScene; id: string }> {
  const customer = await office.customer(partner)
  return { customer, id: await office.authorize(customer, partner, scope) }
}
const read = async (customer: CustomerScene, id: string) =>
  (await customer.owner.call('GET', `/v1/authorizations/${id}`)).body as {
    state?: string
    scope?: { validUntil: string; autoExtend?: boolean }
  }
const endOf = async (customer: CustomerScene, id: string) =>
  new Date((await read(customer, id)).scope?.validUntil ?? 0).getTime()
const subjects = async (email: string) => (await mailTo(office, email)).map(({ subject }) => subject)
const sweep = () => runJobs(office, ['sweepAuthorizations'])
const hundredDays = { autoExtend: true, validFrom: after(-100 * dayMs), validUntil: after(5 * minuteMs) }

test('at its end an authorization that is to go on is extended by its own length, again and again, never wider', async () => {
  const { customer, id } = await granted({ ...hundredDays, maxMonthMinor: 90_000n, maxOrders: 3n })
  const ownLengthMs = hundredDays.validUntil.getTime() - hundredDays.validFrom.getTime()
  const before = await read(customer, id)

  await sweep()

  const extended = await read(customer, id)
  const validUntil = new Date(hundredDays.validUntil.getTime() + ownLengthMs).toISOString()
  expect(extended).toEqual({ ...before, scope: { ...before.scope, validUntil } })
  await sweep()
  expect(await read(customer, id)).toEqual(extended)
  // At its next end it goes on for as long as it was first granted for, not for all the time it has been in force.
  await office.owner.query(
    `update authorizations set valid_from = valid_from - $2 * interval '1 millisecond',
       first_until = first_until - $2 * interval '1 millisecond',
       valid_until = valid_until - $2 * interval '1 millisecond' where id = $1`,
    [id, ownLengthMs],
  )
  await sweep()
  expect(await endOf(customer, id)).toBe(new Date(validUntil).getTime())
  const { rows } = await office.owner.query(
    `select customer_id from audit_events where operation = 'extendAuthorization' and subjects @> $1`,
    [[id]],
  )
  expect(rows).toEqual([{ customer_id: customer.id }, { customer_id: customer.id }])
  for (const { email } of [customer.owner, partner.admin])
    expect(await subjects(email)).toContain(`The authorization of ${partner.name} was extended`)
})

test('no extension reaches further than two years from its day', async () => {
  const { customer, id } = await granted({ ...hundredDays, validFrom: after(-730 * dayMs - 6 * 60 * minuteMs) })
  await sweep()
  const days = ((await endOf(customer, id)) - Date.now()) / dayMs
  expect(days).toBeGreaterThan(729.9)
  expect(days).toBeLessThanOrEqual(731)
})

test('what is not to go on expires, and so does what was not swept for longer than it was granted for', async () => {
  const plain = await granted({ validUntil: after(-minuteMs) })
  const missed = await granted({ ...hundredDays, validFrom: after(-3 * dayMs), validUntil: after(-2 * dayMs) })
  const late = await granted({ ...hundredDays, validUntil: after(-2 * dayMs) })
  await sweep()
  expect((await read(plain.customer, plain.id)).state).toBe('expired')
  expect((await read(missed.customer, missed.id)).state).toBe('expired')
  expect((await read(late.customer, late.id)).state).toBe('active')
})

test('an authorization whose association is over is not extended', async () => {
  const { customer, id } = await granted(hundredDays)
  await office.owner.query('update associations set ended_at = now() where customer_id = $1', [customer.id])
  await sweep()
  expect(await read(customer, id)).toMatchObject({
    state: 'ended',
    scope: { validUntil: hundredDays.validUntil.toISOString() },
  })
})

test('extension is asked for and granted like any other part of a scope, and granting it unasked is a widening', async () => {
  const customer = await office.customer(partner)
  const ask = async (autoExtend: boolean) =>
    (
      await partner.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
        message: 'To order for you',
        scope: { actions: ['view_orders'], autoExtend },
        commitmentLetterAccepted: true,
      })
    ).body.id
  const approve = async (id: string, scope?: object) =>
    customer.owner.call('POST', `/v1/authorizations/${id}:approve`, {
      authorizationLetterAccepted: true,
      approvalMode: 'automatic',
      verificationCode: await codeFor(office, customer.owner, 'decide_authorization'),
      ...(scope ? { scope } : {}),
    })
  const plain = await ask(false)
  const wider = await approve(plain, { actions: ['view_orders'], autoExtend: true })
  expect(wider).toMatchObject({ status: 422, body: { fields: ['autoExtend'] } })
  await partner.admin.call('POST', `/v1/authorizations/${plain}:cancel`)
  expect((await approve(await ask(true))).body['scope']).toMatchObject({ autoExtend: true })
})

test('the customer, and nobody else, switches extension off; then it ends at its time', async () => {
  const { customer, id } = await granted(hundredDays)
  const stop = (by = customer.owner.call) => by('DELETE', `/v1/authorizations/${id}/auto-extend`)
  const purchaser = await office.member(customer, ['purchaser'])
  const stranger = await office.customer(partner)
  expect((await stop(partner.admin.call)).status).toBe(403)
  expect((await stop(purchaser.call)).status).toBe(403)
  expect((await stop(stranger.owner.call)).status).toBe(404)

  const stopped = await stop()

  expect(stopped.status).toBe(200)
  expect(stopped.body['scope']).not.toHaveProperty('autoExtend')
  expect((await stop()).text).toBe(stopped.text)
  await office.owner.query('update authorizations set valid_until = now() where id = $1', [id])
  await sweep()
  expect((await read(customer, id)).state).toBe('expired')
  expect(await stop()).toMatchObject({ status: 409, body: { code: 'authorization_not_open', state: 'expired' } })
  for (const { email } of [customer.owner, partner.admin])
    expect(await subjects(email)).toContain(`The authorization of ${partner.name} will not be extended`)
  const { rows } = await office.owner.query(
    `select from audit_events where operation = 'stopAutoExtend' and result = 'done' and subjects @> $1`,
    [[id]],
  )
  expect(rows).toHaveLength(1)
})

const remind = async ({ customer, id }: { customer: CustomerScene; id: string }, daysLeft: number) => {
  await office.owner.query(`update authorizations set valid_until = now() + $2 * interval '1 day' where id = $1`, [
    id,
    daysLeft,
  ])
  await runJobs(office, ['remindOfExpiry'])
  await runJobs(office, ['remindOfExpiry'])
  const about = `The authorization of ${partner.name} ends soon`
  return (await subjects(customer.owner.email)).filter((subject) => subject === about).length
}

test('a request that nobody decides lapses after ninety days and no sooner, and nobody decides it then', async () => {
  const seller = await office.partner('solution_provider')
  const askedAgo = async (ms: number) => {
    const customer = await office.customer(seller)
    const asked = await seller.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
      message: 'To order for you',
      scope: { actions: ['view_orders'] },
      commitmentLetterAccepted: true,
    })
    const { id } = asked.body
    await office.owner.query('update authorizations set requested_at = $1 where id = $2', [after(-ms), id])
    return { customer, id }
  }
  const approve = async ({ customer, id }: { customer: CustomerScene; id: string }) => {
    const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
    const body = { authorizationLetterAccepted: true, approvalMode: 'automatic', verificationCode }
    return customer.owner.call('POST', `/v1/authorizations/${id}:approve`, body)
  }
  const lapsed = await askedAgo(90 * dayMs)
  const waiting = await askedAgo(90 * dayMs - 5 * minuteMs)

  const unswept = await approve(lapsed)
  await sweep()

  expect(unswept).toMatchObject({ status: 409, body: { code: 'authorization_not_open', state: 'lapsed' } })
  expect((await read(lapsed.customer, lapsed.id)).state).toBe('lapsed')
  expect((await read(waiting.customer, waiting.id)).state).toBe('pending')
  expect(await approve(waiting)).toMatchObject({ status: 200, body: { state: 'active' } })
})

test('both sides are reminded thirty, seven and one days before the end, once each', async () => {
  const grant = await granted({})
  const partnersBefore = (await subjects(partner.admin.email)).length

  const told = []
  for (const days of [31, 29.9, 20, 6.9, 3, 0.9, 0.1]) told.push(await remind(grant, days))

  expect(told).toEqual([0, 1, 1, 2, 2, 3, 3])
  expect((await subjects(partner.admin.email)).length - partnersBefore).toBe(3)
})

test('who is granted something short is not reminded of its end on its first day, and of two missed days once', async () => {
  const short = await granted({ validFrom: after(-minuteMs) })
  expect(await remind(short, 6.9)).toBe(0)
  await office.owner.query(`update authorizations set valid_from = now() - interval '6 days' where id = $1`, [short.id])
  expect(await remind(short, 0.9)).toBe(1)
  const missed = await granted({})
  expect(await remind(missed, 6.5)).toBe(1)
})

test('an extended authorization is reminded of anew, and what is over is not', async () => {
  const grant = await granted({ autoExtend: true, validFrom: after(-100 * dayMs) })
  expect(await remind(grant, 6.9)).toBe(1)
  await office.owner.query(`update authorizations set valid_until = now() where id = $1`, [grant.id])
  await sweep()
  expect(await remind(grant, 29)).toBe(2)
  await office.owner.query(`update authorizations set state = 'revoked' where id = $1`, [grant.id])
  expect(await remind(grant, 0.5)).toBe(2)
})

test('where the member who asked has left, the partner’s administrators are told', async () => {
  const asker = await office.member(partner, ['sales'])
  const { customer, id } = await granted({})
  await office.owner.query('update authorizations set requested_by = $2 where id = $1', [id, asker.memberId])
  await office.owner.query('update members set active = false where id = $1', [asker.memberId])
  const before = (await subjects(partner.admin.email)).length
  expect(await remind({ customer, id }, 6)).toBe(1)
  expect((await subjects(partner.admin.email)).length).toBe(before + 1)
  expect(await subjects(asker.email)).toEqual([])
})
