import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionCookie } from '#kernel/credentials.ts'
import { createClient } from '#sdk/client.ts'
import type { Client } from '#sdk/client.ts'
import { insertCatalog } from './testing/catalog.ts'
import { openOffice } from './testing/office.ts'
import type { CustomerScene, Office } from './testing/office.ts'
import { origin } from './testing/person.ts'

let office: Office
let customer: CustomerScene
let client: Client
beforeAll(async () => {
  office = await openOffice()
  const partner = await office.partner('reseller')
  customer = await office.customer(partner)
  await office.customer(partner)
  await office.authorize(customer, partner)
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  await office.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = office.app.server.address() as AddressInfo
  const headers = { origin, cookie: `${sessionCookie}=${partner.admin.token}` }
  client = createClient({ baseUrl: `http://127.0.0.1:${port}`, headers })
})
afterAll(() => office.close())

const item = {
  planId: 'small',
  region: 'eu-west-101',
  billingMode: 'yearly_monthly' as const,
  quantity: 2,
  period: { unit: 'month' as const, count: 1 },
  parameters: {},
}

test('a partner finds a customer, switches role and quotes by the typed client', async () => {
  const { items: found } = await client.listCustomers({ name: customer.name, limit: 1 })
  expect(found.map(({ id }) => id)).toEqual([customer.id])
  const { id: actingSession } = await client.startActingSession({ customerId: customer.id, reason: 'Ticket 4711' })

  const quote = await client.quoteOrder({ customerId: customer.id, items: [item] }, { actingSession })

  expect(quote).toMatchObject({ total: { amount: '20.00', currency: 'USD' }, verdict: { allowed: true } })
})

test('what the server refuses is thrown by its name', async () => {
  const quote = client.quoteOrder({ customerId: customer.id, items: [item] })
  await expect(quote).rejects.toMatchObject({ status: 403, problem: { code: 'not_allowed' } })
})
