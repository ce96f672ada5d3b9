import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderOf } from '#server/testing/orders.ts'
import type { CustomerScene, Office } from '#server/testing/office.ts'
import { runJobs } from '#server/testing/jobs.ts'
import { makeCode, openScene, startActing } from '#server/testing/scene.ts'
import type { Scene } from '#server/testing/scene.ts'
import { crontab } from '#server/worker.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.office.close())

const asked = { message: 'To order for you', commitmentLetterAccepted: true }
const scope = { actions: ['purchase_yearly_monthly', 'view_orders'] }

async function ask({ id }: CustomerScene, verb = ''): Promise<string> {
  const body = verb ? asked : { ...asked, scope }
  const answer = await scene.partner.admin.call('POST', `/v1/customers/${id}/authorizations${verb}`, body)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body.id
}

async function decide({ owner }: CustomerScene, id: string, verb: string, body: object): Promise<void> {
  const purpose = verb === 'revoke' ? 'revoke_authorization' : 'decide_authorization'
  const verificationCode = await makeCode(scene.office, owner.memberId, purpose)
  const answer = await owner.call('POST', `/v1/authorizations/${id}:${verb}`, { ...body, verificationCode })
  if (answer.status !== 200) throw new Error(answer.text)
}
const approve = (customer: CustomerScene, id: string) =>
  decide(customer, id, 'approve', { authorizationLetterAccepted: true, approvalMode: 'automatic' })

/** Grants it, and has the seller act and order under it. */
async function use(customer: CustomerScene, id: string): Promise<void> {
  await approve(customer, id)
  const acting = scene.partner.admin.acting(await startActing(scene.partner.admin, customer))
  const placed = await acting('POST', `/v1/customers/${customer.id}/orders`, orderOf(1, 'later'))
  if (placed.status !== 201) throw new Error(placed.text)
}

interface Ending {
  readonly state: string
  readonly isUsed?: true
  /** What ends it; where there is nothing, time does. */
  readonly end?: (customer: CustomerScene, id: string) => Promise<unknown>
}
const endings: readonly Ending[] = [
  { state: 'rejected', end: (customer, id) => decide(customer, id, 'reject', { reason: 'No' }) },
  { state: 'canceled', end: (_, id) => scene.partner.admin.call('POST', `/v1/authorizations/${id}:cancel`) },
  { state: 'lapsed' },
  { state: 'expired', isUsed: true },
  { state: 'revoked', isUsed: true, end: (customer, id) => decide(customer, id, 'revoke', { reason: 'Enough' }) },
  // A renewal takes its place.
  {
    state: 'expired',
    isUsed: true,
    end: async (customer, id) => approve(customer, await ask(customer, `/${id}:renew`)),
  },
  {
    state: 'ended',
    isUsed: true,
    end: ({ id }) => scene.office.owner.query('update associations set ended_at = now() where customer_id = $1', [id]),
  },
]

/** Every row of every table from which the server may not delete, by its primary key. */
async function everyRecord({ owner }: Office): Promise<Set<string>> {
  const { rows: tables } = await owner.query<{ table: string; key: string }>(
    `select c.relname as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as key
     from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
     join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
     where c.relnamespace = 'procura'::regnamespace and not has_table_privilege('procura_server', c.oid, 'delete')
     group by 1`,
  )
  const all = await Promise.all(
    tables.map(async ({ table, key }) => {
      const { rows } = await owner.query<{ key: string }>(`select row(${key})::text as key from ${table}`)
      return rows.map((row) => `${table} ${row.key}`)
    }),
  )
  return new Set(all.flat())
}

/** Everything that is done by the clock, now and as if three years had passed. */
async function sweepAll(office: Office): Promise<void> {
  const names = [...crontab.matchAll(/ (\w+) \?/g)].map(([, name = '']) => name)
  expect(names).toEqual(expect.arrayContaining(['sweepAuthorizations', 'sweepActingSessions', 'lapseOrders']))
  await runJobs(office, names)
  await office.owner.query(`update clock set shift = shift + interval '3 years'`)
  await runJobs(office, names)
  await office.owner.query(`update clock set shift = shift - interval '3 years'`)
}

test('records are never deleted: whatever ends an authorization, and after all sweeps, both sides read what there was', async () => {
  const { office, partner } = scene
  const grants = []
  for (const ending of endings) {
    const customer = await office.customer(partner, { budgetMinor: 1_000_000n })
    const id = await ask(customer)
    if (ending.isUsed) await use(customer, id)
    grants.push({ ...ending, customer, id })
  }
  const before = await everyRecord(office)

  for (const { end, customer, id } of grants) await end?.(customer, id)
  const ended = await everyRecord(office)
  await sweepAll(office)

  const left = await everyRecord(office)
  expect([...before, ...ended].filter((record) => !left.has(record))).toEqual([])
  for (const { customer, id, state, isUsed } of grants)
    for (const { call } of [customer.owner, partner.admin]) {
      expect(await call('GET', `/v1/authorizations/${id}`)).toMatchObject({ status: 200, body: { id, state } })
      const sessions = await call('GET', `/v1/customers/${customer.id}/acting-sessions?live=false`)
      expect(sessions.body.items).toHaveLength(isUsed ? 1 : 0)
      const orders = await call('GET', `/v1/customers/${customer.id}/orders`)
      expect(orders.body.items).toHaveLength(isUsed ? 1 : 0)
    }
})

test('the server may delete no record of consent, of acting or of what was ordered', async () => {
  const { rows } = await scene.office.owner.query(
    `select t as table from unnest($1::text[]) t where has_table_privilege('procura_server', 'procura.' || t, 'delete')`,
    [['authorizations', 'acting_sessions', 'orders', 'order_items', 'letters', 'audit_events', 'feedback']],
  )
  expect(rows).toEqual([])
})
