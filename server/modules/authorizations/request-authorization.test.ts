import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene

beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
  for (const kind of ['commitment', 'authorization'])
    await insertRow(office.owner, 'letters', {
      kind,
      version: 3,
      language: 'en',
      text: `The ${kind} letter`,
      sha256: 'abc',
      publishedAt: new Date('2025-01-01T00:00:00Z'),
    })
})
afterAll(() => office.close())

const scope = { actions: ['purchase_yearly_monthly'], maxOrderAmount: { amount: '5000.00', currency: 'USD' } }
const wish = { message: 'To order for you', scope, commitmentLetterAccepted: true }
const requests = ({ id }: CustomerScene) => `/v1/customers/${id}/authorizations`
const ask = (customer: CustomerScene, more: object = {}, by = partner) =>
  by.admin.call('POST', requests(customer), { ...wish, ...more })

test('a partner asks, and both sides see the same request', async () => {
  const customer = await office.customer(partner)

  const asked = await ask(customer)

  expect(asked).toMatchObject({
    status: 201,
    body: {
      state: 'pending',
      source: 'reseller',
      customer: { id: customer.id, name: customer.name },
      partner: { id: partner.id, name: partner.name },
      requestedScope: scope,
      commitmentLetterVersion: 3,
      requestedBy: { memberId: partner.admin.memberId },
      remaining: null,
    },
  })
  const path = `/v1/authorizations/${asked.body.id}`
  expect((await partner.admin.call('GET', path)).body).toEqual(asked.body)
  expect((await customer.owner.call('GET', path)).body).toEqual(asked.body)
  const pending = await customer.owner.call('GET', '/v1/authorizations?state=pending')
  expect(pending.body.items).toEqual([asked.body])
  const other = await office.customer(partner)
  expect((await other.owner.call('GET', path)).status).toBe(404)
  expect((await distributor.admin.call('GET', path)).status).toBe(404)
})

test('an explicit refusal of the commitment letter refuses the request, also after one that had accepted it', async () => {
  const customer = await office.customer(partner)
  const refused = await ask(customer, { commitmentLetterAccepted: false })
  expect(refused).toMatchObject({ status: 422, body: { code: 'commitment_letter_not_accepted', version: 3 } })
  await ask(customer)
  expect((await ask(customer, { commitmentLetterAccepted: false })).status).toBe(422)
})

test('a second open request is refused, also when ten are sent at once', async () => {
  const customer = await office.customer(partner)

  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(customer)))

  const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other)
  expect(statuses).toEqual([201, ...Array<number>(9).fill(409)])
  expect(await ask(customer)).toMatchObject({ status: 409, body: { code: 'authorization_open', state: 'pending' } })
})

test.each([
  ['a currency the customer does not have', { maxOrderAmount: { amount: '1.00', currency: 'EUR' } }, 422, 'currency'],
  ['an end in the past', { validUntil: '2025-01-01T00:00:00Z' }, 400, '/scope/validUntil'],
  ['an end in more than two years', { validUntil: '2099-01-01T00:00:00Z' }, 400, '/scope/validUntil'],
  ['an action twice', { actions: ['view_orders', 'view_orders'] }, 400, '/scope/actions'],
])('%s is refused', async (_name, part, status, said) => {
  const customer = await office.customer(partner)
  const refused = await ask(customer, { scope: { actions: ['view_orders'], ...part } })
  expect(refused.status).toBe(status)
  expect(refused.text).toContain(said)
})

test('a reseller needs its distributor’s permission before it may ask', async () => {
  const reseller = await office.partner('reseller', distributor)
  const customer = await office.customer(reseller)
  const allow = (may: boolean) =>
    office.owner.query('update distributor_permissions set act_on_behalf = $1 where partner_id = $2', [
      may,
      reseller.id,
    ])
  await allow(false)
  const refused = await ask(customer, {}, reseller)
  expect(refused).toMatchObject({
    status: 403,
    body: { reasons: [{ failed: 'distributor_permission', whoCanMend: 'the distributor' }] },
  })
  await allow(true)
  expect((await ask(customer, {}, reseller)).status).toBe(201)
})

test('a frozen partner and a referral customer are refused with the reason', async () => {
  const frozen = await office.partner('solution_provider')
  const customer = await office.customer(frozen)
  await office.owner.query('update partners set frozen_at = now() where id = $1', [frozen.id])
  expect((await ask(customer, {}, frozen)).body.reasons).toMatchObject([{ failed: 'partner_frozen' }])

  const referred = await office.customer(partner, { type: 'referral' })
  expect((await ask(referred)).body.reasons).toMatchObject([{ failed: 'association' }])
})

test('a viewer, a stranger and a delegate cannot ask; a member of sales can', async () => {
  const customer = await office.customer(partner)
  const viewer = await office.member(partner, ['viewer'])
  expect((await viewer.call('POST', requests(customer), wish)).status).toBe(403)
  const stranger = await office.partner('solution_provider')
  expect((await ask(customer, {}, stranger)).status).toBe(404)
  expect((await customer.owner.call('POST', requests(customer), wish)).status).toBe(403)
  const sales = await office.member(partner, ['sales'])
  expect((await sales.call('POST', requests(customer), wish)).status).toBe(201)
})

test('a distributor asks a reseller’s customer for an authorization of its own, beside the reseller’s', async () => {
  const customer = await office.customer(partner)
  const mine = await ask(customer)

  const theirs = await ask(customer, {}, distributor)

  expect(theirs).toMatchObject({ status: 201, body: { source: 'distributor', partner: { id: distributor.id } } })
  const seen = await customer.owner.call('GET', '/v1/authorizations')
  expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([theirs.body.id, mine.body.id])
})

test('what time has ended stands in nobody’s way, and shows as over before a sweep has run', async () => {
  const customer = await office.customer(partner)
  const yesterday = new Date(Date.now() - 86_400_000)
  const expired = await office.authorize(customer, partner, { validUntil: yesterday })
  const seen = await partner.admin.call('GET', `/v1/authorizations/${expired}`)
  expect(seen.body.state).toBe('expired')
  expect((await partner.admin.call('GET', '/v1/authorizations?state=active')).body.items).toEqual([])
  expect((await ask(customer)).status).toBe(201)
})

test('lists go on where the page before ended, and a made-up cursor is refused', async () => {
  const customer = await office.customer(partner)
  const list = (more: string) =>
    partner.admin.call('GET', `/v1/authorizations?customerId=${customer.id}&limit=1${more}`)
  const first = await ask(customer)
  await partner.admin.call('POST', `/v1/authorizations/${first.body.id}:cancel`)
  const second = await ask(customer)

  const pageOne = await list('')
  expect(pageOne.body.items).toMatchObject([{ id: second.body.id }])
  const pageTwo = await list(`&cursor=${pageOne.body.nextCursor}`)
  expect(pageTwo.body).toMatchObject({ items: [{ id: first.body.id }], nextCursor: null })
  for (const cursor of ['AAAA', 'x', '%00'])
    expect(await list(`&cursor=${cursor}`)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } })
})

test('letters are read by both sides in their newest version', async () => {
  const letter = await partner.admin.call('GET', '/v1/letters/commitment')
  expect(letter).toMatchObject({ status: 200, body: { version: 3, language: 'en', text: 'The commitment letter' } })
  expect((await partner.admin.call('GET', '/v1/letters/commitment?language=zh-CN')).status).toBe(404)
})
