import { sessionCookie } from '#kernel/credentials.ts'
import { insertCatalog } from './catalog.ts'
import type { Served } from './inject.ts'
import { openOffice } from './office.ts'
import type { CustomerScene, Office, PartnerScene } from './office.ts'
import { callerOf } from './person.ts'
import type { Call, Person } from './person.ts'
import { exchange, insertKey } from './program-keys.ts'
import { openTwin } from './twin.ts'

const memberCount = 4
/** The last member's orders come from a program, by an acting token. */
const programsPlace = memberCount - 1

/** Acting for one customer at both servers, and what is shown there for it. */
interface Acting {
  readonly actingSessionId: string
  readonly calls: readonly Call[]
  readonly headers: Readonly<Record<string, string>>
}

/** A member who switches role, with a session that is good at both servers, or with a program. */
interface Runner {
  readonly person: Person
  /** Its own key, where it is a program. */
  readonly apiKeyId?: string
  readonly act: (customer: CustomerScene) => Promise<Acting>
}

/** Two servers on one database, and members of a reseller who order through both. */
export interface Track {
  readonly office: Office
  readonly distributor: PartnerScene
  readonly reseller: PartnerScene
  readonly servers: readonly Served[]
  readonly runners: readonly Runner[]
  /** Somebody new in the place of one who runs no more. */
  renew(place: number): Promise<void>
  close(): Promise<void>
}

/** A customer, its authorization, and each member acting for it. */
export interface Scene {
  readonly track: Track
  readonly customer: CustomerScene
  readonly authorizationId: string
  readonly lanes: readonly Lane[]
}

interface Lane extends Acting {
  readonly memberId: string
  readonly person: Person
  readonly apiKeyId: string | undefined
}

/** An order comes to its commit as long as nothing that it stands on is seen to be over. */
const lateOrders = `
  create function late_order() returns trigger language plpgsql security definer set search_path = procura as $$
  begin
    if exists (select from authorizations where id = new.authorization_id and state <> 'active')
      or exists (select from customers where id = new.customer_id and freeze_id is not null)
      or exists (select from members where id = new.placed_by_member_id and roles = '{viewer}')
      or exists (select from distributor_permissions where partner_id = new.placed_by_partner_id and not act_on_behalf)
      or exists (select from acting_sessions t where t.id = new.acting_session_id and (t.ended_at is not null
        or exists (select from sessions s where s.id = t.session_id and s.ended_at is not null)
        or exists (select from api_keys k where k.id = t.session_id and k.revoked_at is not null)))
    then raise exception 'an order came to its commit after its end'; end if;
    return null;
  end $$;
  create constraint trigger late_order after insert on orders deferrable initially deferred
    for each row execute function late_order();`

/** Opens the track; the database itself stops an order whose commit comes after its end, which answers 500. */
export async function openTrack(): Promise<Track> {
  const office = await openOffice()
  await office.owner.query(lateOrders)
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  const twin = await openTwin(office)
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  const servers = [office.app, twin.server]
  const runners: Runner[] = []
  const renew = async (place: number) => {
    const person = await office.member(reseller, ['sales'])
    runners[place] = place === programsPlace ? await byProgram(office, servers, person) : byTab(servers, person)
  }
  for (let place = 0; place < memberCount; place++) await renew(place)
  return {
    office,
    distributor,
    reseller,
    servers,
    runners,
    renew,
    async close() {
      await twin.close()
      await office.close()
    },
  }
}

function byTab(servers: readonly Served[], person: Person): Runner {
  const { call, token } = person
  const act = async (customer: CustomerScene) => {
    const started = await call('POST', `/v1/customers/${customer.id}/acting-sessions`, { reason: 'A race' })
    if (started.status !== 201) throw new Error(started.text)
    const standing = { 'acting-session': started.body.id }
    const calls = servers.map((server) => callerOf(server, token, standing))
    const headers = { cookie: `${sessionCookie}=${token}`, ...standing }
    return { actingSessionId: started.body.id, calls, headers }
  }
  return { person, act }
}

/** An API key, exchanged anew for each customer: the token is shown alone, with neither cookie nor tab. */
async function byProgram(office: Office, servers: readonly Served[], person: Person): Promise<Runner> {
  const { id, secret } = await insertKey(office, person, ['acting:start', 'customers:read', 'orders:place'])
  const act = async (customer: CustomerScene) => {
    const { token, actingSessionId } = await exchange(office, secret, customer)
    const headers = { authorization: `Bearer ${token}` }
    return { actingSessionId, calls: servers.map((server) => callerOf(server, undefined, headers)), headers }
  }
  return { person, apiKeyId: id, act }
}

/**
 * A customer for one race, with a budget that all its orders must pass through, or without. The first lane is that of
 * the program or of a member at a browser.
 */
export async function setScene(track: Track, hasBudget: boolean, isProgramFirst: boolean): Promise<Scene> {
  const { office, reseller, runners } = track
  const customer = await office.customer(reseller, hasBudget ? { budgetMinor: 1_000_000_000n } : {})
  const authorizationId = await office.authorize(customer, reseller, { maxMonthMinor: 1_000_000_000n })
  const lanes: Lane[] = []
  for (const { person, apiKeyId, act } of isProgramFirst ? runners.toReversed() : runners)
    lanes.push({ memberId: person.memberId, person, apiKeyId, ...(await act(customer)) })
  return { track, customer, authorizationId, lanes }
}

/** Puts somebody new in the place of the first lane's, whose session or key is over. */
export async function renewFirst({ track, lanes: [first] }: Scene): Promise<void> {
  await track.renew(track.runners.findIndex(({ person }) => person === first?.person))
}

export function firstOf({ lanes: [first] }: Pick<Scene, 'lanes'>): Lane {
  if (!first) throw new Error('the scene has no lanes')
  return first
}

export const firstPerson = (scene: Pick<Scene, 'lanes'>): Person => firstOf(scene).person
