import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let distributor: PartnerScene
let reseller: PartnerScene
let direct: PartnerScene
let operator: Person
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  reseller = await office.partner('reseller', distributor)
  direct = await office.partner('solution_provider')
  const id = newId('account')
  await insertRow(office.owner, 'accounts', { id, kind: 'operator', channelId: id, name: 'O', createdAt: new Date() })
  operator = await office.member({ id, channelId: id }, ['viewer'])
  await office.owner.query(`update partners set name = 'Überland 100% 北京' where id = $1`, [direct.id])
  await office.owner.query('update partners set frozen_at = now() where id = $1', [reseller.id])
})
afterAll(() => office.close())

const found = async (query: Record<string, string>) => {
  const answer = await operator.call('GET', `/v1/partners?${new URLSearchParams(query).toString()}`)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body.items.map(({ id }) => id)
}

test('the operator finds a partner by a part of its name, in any script and case, and nothing is a wildcard', async () => {
  for (const part of ['über', 'LAND', '100%', '京']) expect(await found({ name: part })).toEqual([direct.id])
  expect(await found({ name: 'Ü%l' })).toEqual([])
  expect(await found({ name: '_' })).toEqual([])
})

test('partners are narrowed by kind, by distributor and by whether they are frozen', async () => {
  expect(await found({ kind: 'distributor' })).toEqual([distributor.id])
  expect(await found({ kind: 'solution_provider' })).toEqual([direct.id])
  expect(await found({ distributorId: distributor.id })).toEqual([reseller.id])
  expect(await found({ frozen: 'true' })).toEqual([reseller.id])
  expect(await found({ frozen: 'false', kind: 'reseller' })).toEqual([])
  expect((await operator.call('GET', '/v1/partners?kind=bank')).status).toBe(400)
})
