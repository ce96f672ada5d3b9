import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import type { Operation } from '#contract/operation.ts'
import { permissions } from '#contract/permissions.ts'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import type { Answer, Call, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'
import { openWitness } from '#server/testing/witness.ts'
import type { ChangedRow } from '#server/testing/witness.ts'

type Row = ChangedRow['row']

let office: Office
let partner: PartnerScene
let customer: CustomerScene
let member: Person
let authorizationId: string
let id: string
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  partner = await office.partner('reseller', await office.partner('distributor'))
  customer = await office.customer(partner, { budgetMinor: 100_000n })
  authorizationId = await office.authorize(customer, partner, { maxMonthMinor: 50_000n, maxOrders: 3n })
  member = await office.member(partner, ['sales'])
  id = await startActing(member, customer)
})
afterAll(() => office.close())

/** What a delegate may send but reads, each once with success. Whoever leaves does so in the own name. */
const calls: Readonly<Record<string, (call: Call) => Promise<Answer>>> = {
  explainAuthority: (call) => call('POST', `/v1/customers/${customer.id}/authority:explain`, {}),
  quoteOrder: (call) => call('POST', `/v1/customers/${customer.id}/quotes`, { items: [itemOf('small')] }),
  placeOrder: (call) => call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1)),
  sendFeedback: (call) => call('POST', '/v1/feedback', { page: '/orders', text: 'Well done' }),
}
const mightWrite = ({ method, permission, leaves }: Operation) =>
  method !== 'GET' && !leaves && 'acting' in permissions[permission]

/** Where a record says for whom it is, and who did it on what. */
const saying: Readonly<Record<string, readonly string[]>> = {
  orders: ['on_behalf_of', 'placed_by_member_id', 'placed_by_partner_id', 'authorization_id', 'acting_session_id'],
  audit_events: ['customer_id', 'actor_member_id', 'actor_partner_id', 'authorization_id', 'acting_session_id'],
  feedback: ['customer_id', 'member_id', 'account_id', 'authorization_id', 'acting_session_id'],
}
/** What is part of an order names it; a balance is the sum of such entries. */
const orderIn: Readonly<Record<string, string>> = { order_items: 'order_id', ledger_entries: 'source_id' }

function saysBoth({ table, row }: ChangedRow): boolean {
  const facts = [customer.id, member.memberId, partner.id, authorizationId, id]
  return saying[table]?.every((column, place) => row[column] === facts[place]) ?? false
}

/** The rows of one transaction that neither say both themselves nor are part of one that does. */
function silent(rows: readonly ChangedRow[]): string[] {
  const said = (of: unknown) => rows.some((one) => one.row['id'] === of && saysBoth(one))
  const isPart = ({ table, row }: ChangedRow) => said(row[orderIn[table] ?? '']) && row['customer_id'] === customer.id
  const entriesOf = (limit: Row) => rows.filter(({ row }) => row['limit_id'] === limit['id'])
  const isSum = ({ table, row }: ChangedRow) => table === 'limits' && entriesOf(row).some(isPart)
  const astray = rows.filter((one) => !saysBoth(one) && !isPart(one) && !isSum(one))
  return astray.map(({ table, row }) => `${table} ${JSON.stringify(row)}`)
}

test('every record written while acting carries both: whom it is for, and who did it on what', async () => {
  expect(Object.keys(calls).toSorted()).toEqual(
    operations
      .filter(mightWrite)
      .map(({ name }) => name)
      .toSorted(),
  )
  const committed = await openWitness(office.owner)

  for (const [name, send] of Object.entries(calls)) {
    const { status, text } = await send(member.acting(id))
    expect([name, status < 300, text]).toEqual([name, true, text])
  }

  const all = (await committed()).map(({ changes, events }) => [
    ...changes,
    ...events.map((row) => ({ table: 'audit_events', row })),
  ])
  expect(all.flatMap(silent)).toEqual([])
  const tables = new Set(all.flat().map(({ table }) => table))
  expect([...tables].toSorted()).toEqual([...Object.keys(saying), ...Object.keys(orderIn), 'limits'].toSorted())
})

test('switching back is written down in the member’s own name, with whom it was for and on what', async () => {
  expect((await member.acting(id)('DELETE', `/v1/acting-sessions/${id}`)).status).toBe(204)
  const { rows } = await office.owner.query(`select * from audit_events where operation = 'endActingSession'`)
  const who = { actor_member_id: member.memberId, actor_partner_id: partner.id, customer_id: customer.id }
  expect(rows).toMatchObject([{ ...who, subjects: [customer.id, id, authorizationId] }])
})
