import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { hashOfCode } from '#modules/identity/providers.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
})
afterAll(() => office.close())

async function code(person: Person, subjectId: string | null = null): Promise<string> {
  const id = newId('code')
  const now = Date.now()
  await insertRow(office.owner, 'verificationCodes', {
    id,
    memberId: person.memberId,
    purpose: 'freeze_customer',
    subjectId,
    codeHash: hashOfCode(id, '123456'),
    createdAt: new Date(now),
    expiresAt: new Date(now + 300_000),
  })
  return '123456'
}

async function freeze(person: Person, customer: CustomerScene, scope = 'account') {
  const verificationCode = await code(person)
  return person.call('PUT', `/v1/customers/${customer.id}/freeze`, { scope, reason: 'Overdue', verificationCode })
}

const unfreeze = (person: Person, customer: CustomerScene) =>
  person.call('DELETE', `/v1/customers/${customer.id}/freeze`)

const history = async ({ id }: CustomerScene) =>
  (
    await office.owner.query(
      'select scope, origin, lifted_at is not null as lifted from freezes where customer_id = $1 order by id',
      [id],
    )
  ).rows

test('a freeze is in force, in the history, in the log and told, until it is lifted', async () => {
  const customer = await office.customer(partner)
  expect(await freeze(partner.admin, customer)).toMatchObject({
    status: 200,
    body: { scope: 'account', origin: 'manual', reason: 'Overdue' },
  })
  const own = await customer.owner.call('GET', `/v1/customers/${customer.id}`)
  expect(own.body.freeze).toMatchObject({ scope: 'account', reason: 'Overdue' })
  expect((await unfreeze(partner.admin, customer)).status).toBe(204)
  expect((await unfreeze(partner.admin, customer)).status).toBe(204)
  expect((await customer.owner.call('GET', `/v1/customers/${customer.id}`)).body.freeze).toBeNull()
  expect(await history(customer)).toEqual([{ scope: 'account', origin: 'manual', lifted: true }])
  const log = await customer.owner.call('GET', '/v1/audit-events')
  // Unfreezing again changed nothing, so the log tells of it once.
  expect(log.body.items.map(({ operation }) => operation)).toEqual(['unfreezeCustomer', 'freezeCustomer'])
})

test('freezing anew replaces the scope and keeps the history', async () => {
  const customer = await office.customer(partner)
  await freeze(partner.admin, customer)
  expect((await freeze(partner.admin, customer, 'account_and_resources')).status).toBe(200)
  expect(await history(customer)).toEqual([
    { scope: 'account', origin: 'manual', lifted: true },
    { scope: 'account_and_resources', origin: 'manual', lifted: false },
  ])
})

test('two who freeze at once leave one freeze in force', async () => {
  const customer = await office.customer(partner)
  const second = await office.member(partner, ['admin'])
  const answers = await Promise.all([freeze(partner.admin, customer), freeze(second, customer)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const rows = await history(customer)
  expect(rows.filter(({ lifted }: { lifted: boolean }) => !lifted)).toHaveLength(1)
})

test('of many who change one customer at once each gets its turn: nobody waits for another in a circle', async () => {
  const customer = await office.customer(partner)
  const path = `/v1/customers/${customer.id}`
  const members = await Promise.all(Array.from({ length: 9 }, () => office.member(partner, ['admin'])))
  const answers = await Promise.all(
    members.map((member, place) => {
      if (place % 3 === 0) return freeze(member, customer)
      if (place % 3 === 1) return member.call('PUT', `${path}/tags`, { tags: [`tag-${place}`] })
      return member.call('PUT', `${path}/account-manager`, { memberId: member.memberId })
    }),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(200))
  expect((await history(customer)).filter(({ lifted }: { lifted: boolean }) => !lifted)).toHaveLength(1)
  expect((await partner.admin.call('GET', path)).body.tags).toHaveLength(1)
})

test('without a right code of its own for this customer nothing is frozen', async () => {
  const customer = await office.customer(partner)
  const body = { scope: 'account', reason: 'Overdue', verificationCode: '123456' }
  const path = `/v1/customers/${customer.id}/freeze`
  await code(partner.admin, newId('customer'))
  expect(await partner.admin.call('PUT', path, body)).toMatchObject({
    status: 403,
    body: { code: 'verification_code_wrong' },
  })
  await code(partner.admin, customer.id)
  const wrong = await partner.admin.call('PUT', path, { ...body, verificationCode: '654321' })
  expect(wrong.status).toBe(403)
  expect(await history(customer)).toEqual([])
  expect(await partner.admin.call('PUT', path, body)).toMatchObject({ status: 200 })
  expect(await partner.admin.call('PUT', path, body)).toMatchObject({ status: 403 })
})

test('who may not freeze is told which wall it was', async () => {
  const referred = await office.customer(partner, { type: 'referral' })
  expect(await freeze(partner.admin, referred)).toMatchObject({
    status: 403,
    body: { reasons: [{ failed: 'association' }] },
  })
  const customer = await office.customer(partner)
  const sales = await office.member(partner, ['sales'])
  expect(await freeze(sales, customer)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'role' }] } })
  expect(await freeze(customer.owner, customer)).toMatchObject({ status: 403 })
  const elsewhere = await office.partner('solution_provider')
  expect(await freeze(elsewhere.admin, customer)).toMatchObject({ status: 404 })
  expect(await history(customer)).toEqual([])
})

test('a reseller without its distributor’s permission cannot freeze; the distributor can', async () => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  await office.owner.query('update distributor_permissions set may_freeze = false where partner_id = $1', [reseller.id])
  expect(await freeze(reseller.admin, customer)).toMatchObject({
    status: 403,
    body: { reasons: [{ failed: 'distributor_permission', whoCanMend: 'the distributor' }] },
  })
  expect(await freeze(distributor.admin, customer)).toMatchObject({ status: 200 })
})

test('a frozen partner can freeze but not unfreeze', async () => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  await office.owner.query('update partners set frozen_at = now() where id = $1', [reseller.id])
  expect(await freeze(reseller.admin, customer)).toMatchObject({ status: 200 })
  expect(await unfreeze(reseller.admin, customer)).toMatchObject({
    status: 403,
    body: { reasons: [{ failed: 'partner_frozen' }] },
  })
  await office.owner.query('update partners set frozen_at = null where id = $1', [reseller.id])
  expect(await unfreeze(reseller.admin, customer)).toMatchObject({ status: 204 })
})
