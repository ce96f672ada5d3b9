import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner)
  await office.authorize(customer, partner)
})

const start = () => startActing(partner.admin, customer)
const leave = (id: string, by: Person = partner.admin) => by.call('DELETE', `/v1/acting-sessions/${id}`)
/** A read in the customer's account, in the tab of the acting session. */
const look = (id: string) => partner.admin.acting(id)('GET', `/v1/customers/${customer.id}/acting-sessions`)
const over = (reason: string) => ({
  status: 403,
  body: { reasons: expect.arrayContaining([expect.objectContaining({ failed: reason })]) },
})
const rowOf = async (id: string) => {
  const found = await office.owner.query('select ended_at, end_cause from acting_sessions where id = $1', [id])
  return found.rows[0] as { ended_at: Date | null; end_cause: string | null }
}

test('leaving one’s own works again and again; the customer’s owner may end any; others learn nothing', async () => {
  const id = await start()
  const colleague = await office.member(partner, ['admin'])
  const purchaser = await office.member(customer, ['purchaser'])
  const stranger = await office.customer(partner)
  const without = ({ body }: Answer) => ({ ...body, requestId: '' })
  const missing = await leave(`act_${'0'.repeat(26)}`)
  for (const other of [colleague, stranger.owner, distributor.admin]) {
    const answer = await leave(id, other)
    expect(answer.status).toBe(404)
    expect(without(answer)).toEqual(without(missing))
  }
  expect(await leave(id, purchaser)).toMatchObject(over('role'))
  expect(await rowOf(id)).toMatchObject({ ended_at: null })

  expect((await leave(id)).status).toBe(204)
  expect(await rowOf(id)).toMatchObject({ end_cause: 'left' })
  expect((await leave(id)).status).toBe(204)
  const logged = await office.owner.query(
    `select result from audit_events where operation = 'endActingSession' and $1 = any(subjects) and result = 'done'`,
    [id],
  )
  expect(logged.rows).toHaveLength(1)
  expect(await look(id)).toMatchObject(over('acting_session'))

  const next = await start()
  expect((await leave(next, customer.owner)).status).toBe(204)
  expect(await rowOf(next)).toMatchObject({ end_cause: 'ended_by_customer' })
  expect(await look(next)).toMatchObject(over('acting_session'))
})

test('leaving one that has run out already leaves its end as it was', async () => {
  const id = await start()
  await office.owner.query(`update acting_sessions set last_used_at = now() - interval '20 minutes' where id = $1`, [
    id,
  ])
  expect((await leave(id)).status).toBe(204)
  await runJobs(office, ['sweepActingSessions'])
  expect(await rowOf(id)).toMatchObject({ end_cause: 'expired' })
})
