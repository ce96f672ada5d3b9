import { sessionCookie } from '#kernel/credentials.ts'
import { insertCatalog } from './catalog.ts'
import { openOffice } from './office.ts'
import type { Served } from './inject.ts'
import type { CustomerScene, Office, PartnerScene } from './office.ts'
import type { Person } from './person.ts'
import { startActing } from './scene.ts'
import { openTwin } from './twin.ts'
import type { Twin } from './twin.ts'
import { watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

/** Two servers on one database, with a distributor and its reseller. */
export interface Stage {
  readonly office: Office
  readonly twin: Twin
  readonly distributor: PartnerScene
  readonly reseller: PartnerScene
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const office = await openOffice()
  const twin = await openTwin(office)
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  return {
    office,
    twin,
    distributor,
    reseller,
    async close() {
      await twin.close()
      await office.close()
    },
  }
}

/** A customer who has authorized the reseller, and one of its members acting there. */
export interface Deal {
  readonly customer: CustomerScene
  readonly authorizationId: string
  readonly sales: Person
  readonly actingSessionId: string
}

export async function openDeal({ office, reseller }: Stage): Promise<Deal> {
  const customer = await office.customer(reseller, { budgetMinor: 1_000_000n })
  const authorizationId = await office.authorize(customer, reseller)
  const sales = await office.member(reseller, ['sales'])
  return { customer, authorizationId, sales, actingSessionId: await startActing(sales, customer) }
}

const cookieOf = ({ token }: Person) => ({ cookie: `${sessionCookie}=${token}` })

export function watchAs(server: Served, person: Person, { id }: CustomerScene): Promise<Watcher> {
  return watch(server, id, cookieOf(person))
}

export function watchActing(server: Served, { customer, sales, actingSessionId }: Deal): Promise<Watcher> {
  return watch(server, customer.id, { ...cookieOf(sales), 'acting-session': actingSessionId })
}
