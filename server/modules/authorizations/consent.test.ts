import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorizationCan, AuthorizationState } from '#contract/authorizations.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import type { CustomerScene, PartnerScene } from '#server/testing/office.ts'
import { makeCode, openScene } from '#server/testing/scene.ts'
import type { Scene } from '#server/testing/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.office.close())

const ask = (customer: CustomerScene, by: PartnerScene) =>
  by.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
    message: `For ${by.name}`,
    scope: { actions: ['view_orders'] },
    commitmentLetterAccepted: true,
  })

/** What people do with an authorization, each as a request of whoever may. */
const changes = {
  approve: async (customer: CustomerScene, id: string) => {
    const verificationCode = await makeCode(scene.office, customer.owner.memberId, 'decide_authorization')
    const body = { authorizationLetterAccepted: true, approvalMode: 'automatic', verificationCode }
    return customer.owner.call('POST', `/v1/authorizations/${id}:approve`, body)
  },
  reject: async (customer: CustomerScene, id: string) => {
    const verificationCode = await makeCode(scene.office, customer.owner.memberId, 'decide_authorization')
    return customer.owner.call('POST', `/v1/authorizations/${id}:reject`, { reason: 'No', verificationCode })
  },
  revoke: async (customer: CustomerScene, id: string) => {
    const verificationCode = await makeCode(scene.office, customer.owner.memberId, 'revoke_authorization')
    return customer.owner.call('POST', `/v1/authorizations/${id}:revoke`, { reason: 'No', verificationCode })
  },
  cancel: (_: CustomerScene, id: string) => scene.partner.admin.call('POST', `/v1/authorizations/${id}:cancel`),
  renew: ({ id: customerId }: CustomerScene, id: string) =>
    scene.partner.admin.call('POST', `/v1/customers/${customerId}/authorizations/${id}:renew`, {
      message: 'Again',
      commitmentLetterAccepted: true,
    }),
  stopAutoExtend: (customer: CustomerScene, id: string) =>
    customer.owner.call('DELETE', `/v1/authorizations/${id}/auto-extend`),
} as const
const cases = Object.entries(changes).flatMap(([verb, change]) =>
  AuthorizationState.options.map((state) => [verb as keyof typeof changes, state, change] as const),
)

test.each(cases)(
  'to %s is possible in the state %s exactly if the one table of the contract says so',
  async (verb, state, change) => {
    const { office, partner } = scene
    const customer = await office.customer(partner)
    const id = await office.authorize(customer, partner, { autoExtend: true })
    await office.owner.query(
      `update authorizations set state = $1, requested_at = now(), requested_scope = '{"actions": ["view_orders"]}'
     where id = $2`,
      [state, id],
    )
    const states: readonly string[] = authorizationCan[verb]

    const answer = await change(customer, id)

    const refused = { status: 409, body: { code: 'authorization_not_open', state } }
    const done = { status: verb === 'renew' ? 201 : 200 }
    expect(answer).toMatchObject(states.includes(state) ? done : refused)
  },
)

test('a customer may allow its reseller and not the distributor above it, or the distributor and not the reseller', async () => {
  const { office, partner, distributor } = scene
  for (const [allowed, refused] of [
    [partner, distributor],
    [distributor, partner],
  ] as const) {
    const customer = await office.customer(partner)
    const [wanted, unwanted] = [(await ask(customer, allowed)).body.id, (await ask(customer, refused)).body.id]
    expect((await changes.approve(customer, wanted)).body).toMatchObject({ source: allowed.kind, state: 'active' })
    expect((await changes.reject(customer, unwanted)).body).toMatchObject({ source: refused.kind, state: 'rejected' })
    const start = ({ admin }: PartnerScene) =>
      admin.call('POST', `/v1/customers/${customer.id}/acting-sessions`, { reason: 'Ticket 1' })
    expect((await start(allowed)).status).toBe(201)
    expect(await start(refused)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization' }] } })
  }
})

test('the message says what a request is for, and the customer reads it with the wished scope', async () => {
  const customer = await scene.office.customer(scene.partner)
  const { id } = (await ask(customer, scene.partner)).body
  const { body } = await customer.owner.call('GET', `/v1/authorizations/${id}`)
  expect(body).toMatchObject({ message: `For ${scene.partner.name}`, requestedScope: { actions: ['view_orders'] } })
})

test('what time or the end of the association ends is told to both sides, as every other change is', async () => {
  const { office } = scene
  const partner = await office.partner('solution_provider')
  const lapsing = await office.customer(partner)
  const { id } = (await ask(lapsing, partner)).body
  await office.owner.query(`update authorizations set requested_at = now() - interval '90 days' where id = $1`, [id])
  const expiring = await office.customer(partner)
  await office.authorize(expiring, partner, { validUntil: new Date(Date.now() - 1000) })
  const leaving = await office.customer(partner)
  await office.authorize(leaving, partner)
  await office.owner.query('update associations set ended_at = now() where customer_id = $1', [leaving.id])

  await runJobs(office, ['sweepAuthorizations'])

  const newest = async (email: string) => (await mailTo(office, email)).map(({ subject }) => subject)
  const partners = await newest(partner.admin.email)
  for (const [customer, said] of [
    [lapsing, `The request of ${partner.name} has lapsed`],
    [expiring, `The authorization of ${partner.name} has expired`],
    [leaving, `The authorization of ${partner.name} has ended`],
  ] as const) {
    expect((await newest(customer.owner.email))[0]).toBe(said)
    expect(partners).toContain(said)
  }
})

test('deciding and revoking each take a code, and a decision without one changes nothing', async () => {
  const customer = await scene.office.customer(scene.partner)
  const { id } = (await ask(customer, scene.partner)).body
  const body = { authorizationLetterAccepted: true, approvalMode: 'automatic' }
  expect((await customer.owner.call('POST', `/v1/authorizations/${id}:approve`, body)).status).toBe(403)
  expect((await customer.owner.call('POST', `/v1/authorizations/${id}:reject`, { reason: 'No' })).status).toBe(403)
  const verificationCode = await codeFor(scene.office, customer.owner, 'decide_authorization')
  const approved = await customer.owner.call('POST', `/v1/authorizations/${id}:approve`, { ...body, verificationCode })
  expect(approved).toMatchObject({ status: 200, body: { state: 'active' } })
  expect((await customer.owner.call('POST', `/v1/authorizations/${id}:revoke`, { reason: 'No' })).status).toBe(403)
})
