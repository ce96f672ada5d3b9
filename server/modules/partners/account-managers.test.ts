import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#contract/permissions.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller', await office.partner('distributor'))
})
afterAll(() => office.close())

async function named(name: string, roles: readonly Role[]): Promise<Person> {
  const person = await office.member(partner, roles)
  await office.owner.query('update members set name = $2 where id = $1', [person.memberId, name])
  return person
}

/** The names on one page of the list, and how to go on. */
async function page(query: string): Promise<{ names: unknown[]; nextCursor: string | null }> {
  const { status, body } = await partner.admin.call('GET', `/v1/account-managers?${query}`)
  expect(status).toBe(200)
  return { names: body.items.map((member) => member['name']), nextCursor: body.nextCursor }
}

test('those whom a customer can be assigned to are listed by name, page by page, and no others', async () => {
  await office.owner.query(`update members set name = 'Mia Admin' where id = $1`, [partner.admin.memberId])
  const sales = await named('Zoë Sales', ['sales'])
  await named('anton Sales', ['sales', 'finance'])
  await named('Änne Manager', ['account_manager'])
  await named('Finn Finance', ['finance'])
  await named('Vera Viewer', ['viewer'])
  const former = await named('Gone Sales', ['sales'])
  await office.owner.query('update members set active = false where id = $1', [former.memberId])
  await office.partner('reseller', await office.partner('distributor'))

  const first = await page('limit=3')
  const second = await page(`limit=3&cursor=${first.nextCursor}`)

  expect(first.names).toEqual(['Änne Manager', 'anton Sales', 'Mia Admin'])
  expect(second).toEqual({ names: ['Zoë Sales'], nextCursor: null })
  expect((await page('member=SALES')).names).toEqual(['anton Sales', 'Zoë Sales'])
  expect((await page('member=100%25')).names).toEqual([])

  const customer = await office.customer(partner)
  const body = { memberId: sales.memberId }
  const assigned = await partner.admin.call('PUT', `/v1/customers/${customer.id}/account-manager`, body)
  expect(assigned.body).toEqual({ accountManager: { id: sales.memberId, name: 'Zoë Sales' } })
})

test('who may not assign an account manager is not told who could be one', async () => {
  const sales = await office.member(partner, ['sales'])
  expect(await sales.call('GET', '/v1/account-managers')).toMatchObject({
    status: 403,
    body: { code: 'not_allowed', reasons: [{ failed: 'role' }] },
  })
})
