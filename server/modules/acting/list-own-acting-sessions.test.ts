import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Call } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller', await office.partner('distributor'))
})
afterAll(() => office.close())

async function authorized() {
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  return customer
}
const list = (call: Call, page = '') => call('GET', `/v1/acting-sessions${page}`)
const idsOf = async (call: Call) => (await list(call)).body.items.map(({ id }) => id)

test('whoever acts finds the way back to each of their acting sessions, and to nobody else’s', async () => {
  const [first, second] = [await authorized(), await authorized()]
  const colleague = await office.member(partner, ['sales'])
  const theirs = await startActing(colleague, first)
  const one = await startActing(partner.admin, first)
  const other = await startActing(partner.admin, second)

  expect(await idsOf(partner.admin.call)).toEqual([other, one])
  expect(await idsOf(colleague.call)).toEqual([theirs])
  const page = await list(partner.admin.call, '?limit=1')
  expect(page.body).toMatchObject({ items: [{ id: other, customerId: second.id, customerName: second.name }] })
  const next = await list(partner.admin.call, `?limit=1&cursor=${page.body.nextCursor}`)
  expect(next.body).toMatchObject({ items: [{ id: one }], nextCursor: null })
})

test('one that was left, or idles out, is no longer among them; until then it says when that is', async () => {
  const someone = await office.member(partner, ['sales'])
  const left = await startActing(someone, await authorized())
  const idle = await startActing(someone, await authorized())
  const found = await office.owner.query<{ idle: Date }>(
    `select last_used_at + interval '15 minutes' as idle from acting_sessions where id = $1`,
    [idle],
  )
  expect((await list(someone.call)).body.items[0]).toMatchObject({
    id: idle,
    idleExpiresAt: found.rows[0]?.idle.toISOString(),
  })

  await someone.call('DELETE', `/v1/acting-sessions/${left}`)
  expect(await idsOf(someone.call)).toEqual([idle])
  await office.owner.query(`update acting_sessions set last_used_at = now() - interval '16 minutes' where id = $1`, [
    idle,
  ])
  expect(await idsOf(someone.call)).toEqual([])
})

test('another session of the same member does not lead into them, nor does one that may not act find any', async () => {
  const someone = await office.member(partner, ['sales'])
  const id = await startActing(someone, await authorized())
  await office.owner.query(`update acting_sessions set session_id = $2 where id = $1`, [id, 'ses_another'])
  expect(await idsOf(someone.call)).toEqual([])
  const viewer = await office.member(partner, ['viewer'])
  expect(await list(viewer.call)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'role' }] } })
})
