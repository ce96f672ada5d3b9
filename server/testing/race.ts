import { setTimeout as sleep } from 'node:timers/promises'
import { sessionCookie } from '#kernel/credentials.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { hashOfCode } from '#modules/identity/providers.ts'
import type { Chance } from '../sandbox/sample-data/chance.ts'
import { insertCatalog, itemOf } from './catalog.ts'
import { openOffice } from './office.ts'
import type { CustomerScene, Office, PartnerScene } from './office.ts'
import { callerOf } from './person.ts'
import type { Answer, Call, Person } from './person.ts'
import { openTwin } from './twin.ts'
import { watch } from './watcher.ts'
import type { Watcher } from './watcher.ts'

const memberCount = 4
/** A stream that is still open so long after its end stays open. */
const patienceMs = 5000
const code = '123456'

/** A member signed in at both servers of the track, with one session. */
interface Runner {
  readonly person: Person
  readonly tokens: readonly Call[]
  /** Both servers, in the tab of an acting session. */
  readonly acting: (actingSessionId: string) => readonly Call[]
  /** The event streams of that tab, at both servers. */
  readonly watch: (actingSessionId: string, customerId: string) => Promise<Watcher[]>
}

/** Two servers on one database, and members of a reseller who order through both. */
export interface Track {
  readonly office: Office
  readonly distributor: PartnerScene
  readonly reseller: PartnerScene
  readonly runners: readonly Runner[]
  close(): Promise<void>
}

/** A customer, its authorization, and each member acting for it. */
export interface Scene {
  readonly track: Track
  readonly customer: CustomerScene
  readonly authorizationId: string
  readonly lanes: readonly Lane[]
}

interface Lane {
  readonly memberId: string
  readonly actingSessionId: string
  readonly calls: readonly Call[]
  readonly watch: () => Promise<Watcher[]>
}

/** An order comes to its commit as long as nothing that it stands on is seen to be over. */
const lateOrders = `
  create function late_order() returns trigger language plpgsql security definer set search_path = procura as $$
  begin
    if exists (select from authorizations where id = new.authorization_id and state <> 'active')
      or exists (select from customers where id = new.customer_id and freeze_id is not null)
      or exists (select from members where id = new.placed_by_member_id and roles = '{viewer}')
      or exists (select from distributor_permissions where partner_id = new.placed_by_partner_id and not act_on_behalf)
      or exists (select from acting_sessions where id = new.acting_session_id and ended_at is not null)
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
  const runners: Runner[] = []
  for (let place = 0; place < memberCount; place++) {
    const person = await office.member(reseller, ['sales'])
    const token = await insertSession(office, person)
    const callers = (standing?: Record<string, string>) =>
      [office.app, twin.server].map((app) => callerOf(app, token, standing))
    const watchIn = (id: string, customerId: string) => {
      const headers = { cookie: `${sessionCookie}=${token}`, 'acting-session': id }
      return Promise.all([office.app, twin.server].map((app) => watch(app, customerId, headers)))
    }
    runners.push({ person, tokens: callers(), acting: (id) => callers({ 'acting-session': id }), watch: watchIn })
  }
  return {
    office,
    distributor,
    reseller,
    runners,
    async close() {
      await twin.close()
      await office.close()
    },
  }
}

async function insertSession({ owner }: Office, { memberId, accountId }: Person): Promise<string> {
  const token = newToken()
  await owner.query(
    `insert into sessions (token_hash, id, identity_id, member_id, account_id, channel_id, started_at, last_used_at, expires_at)
     select $1, $2, identity_id, member_id, account_id, channel_id, now(), now(), now() + interval '1 hour'
     from memberships where member_id = $3 and account_id = $4`,
    [hashOfToken(token), newId('session'), memberId, accountId],
  )
  return token
}

/** A customer for one race, with a budget that all its orders must pass through, or without. */
export async function setScene(track: Track, hasBudget: boolean): Promise<Scene> {
  const { office, reseller, runners } = track
  const customer = await office.customer(reseller, hasBudget ? { budgetMinor: 1_000_000_000n } : {})
  const authorizationId = await office.authorize(customer, reseller, { maxMonthMinor: 1_000_000_000n })
  const lanes: Scene['lanes'][number][] = []
  for (const { person, tokens, acting, watch: watchIn } of runners) {
    const path = `/v1/customers/${customer.id}/acting-sessions`
    const started = await tokens[0]?.('POST', path, { reason: 'A race' })
    if (started?.status !== 201) throw new Error(started?.text)
    const { id: actingSessionId } = started.body as { id: string }
    const watchLane = () => watchIn(actingSessionId, customer.id)
    lanes.push({ memberId: person.memberId, actingSessionId, calls: acting(actingSessionId), watch: watchLane })
  }
  return { track, customer, authorizationId, lanes }
}

/** A verification code that is good for one use. */
async function codeFor({ owner }: Office, { memberId }: Person, purpose: string): Promise<string> {
  const id = newId('code')
  await owner.query(
    `insert into verification_codes (id, member_id, purpose, code_hash, created_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + interval '5 minutes')`,
    [id, memberId, purpose, hashOfCode(id, code)],
  )
  return code
}

/** One way to take away what orders stand on. */
export interface Ending {
  readonly name: string
  /** Whether it ends what the first lane's orders stand on alone, and the others must go on. */
  readonly firstLaneOnly: boolean
  /** Whether acting goes on: then only orders are stopped. */
  readonly actingStays?: true
  /** Prepares it; what comes back sends it once, and may be called again when it was answered `busy`. */
  prepare(scene: Scene): Promise<() => Promise<Pick<Answer, 'status' | 'text'>>>
  /** Gives back what other scenes need too. */
  undo?(scene: Scene): Promise<unknown>
}

const everything = { actOnBehalf: true, freeze: true, setBudgets: true, budgetQuota: null }
const withdraw = ({ track: { distributor, reseller } }: Scene, actOnBehalf: boolean) =>
  distributor.admin.call('PUT', `/v1/resellers/${reseller.id}/permission`, { ...everything, actOnBehalf })

async function setRoles({ track: { office }, lanes }: Scene, roles: string) {
  await office.owner.query('update members set roles = $1 where id = $2', [roles, lanes[0]?.memberId])
  return { status: 200, text: '' }
}

export const endings: readonly Ending[] = [
  {
    name: 'the authorization is revoked',
    firstLaneOnly: false,
    async prepare({ track: { office }, customer, authorizationId }) {
      const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
      const body = { reason: 'The race is over', verificationCode }
      return () => customer.owner.call('POST', `/v1/authorizations/${authorizationId}:revoke`, body)
    },
  },
  {
    name: 'the customer is frozen',
    firstLaneOnly: false,
    actingStays: true,
    async prepare({ track: { office, reseller }, customer }) {
      const verificationCode = await codeFor(office, reseller.admin, 'freeze_customer')
      const body = { scope: 'account', reason: 'The race is over', verificationCode }
      return () => reseller.admin.call('PUT', `/v1/customers/${customer.id}/freeze`, body)
    },
  },
  {
    name: 'the member is demoted',
    firstLaneOnly: true,
    prepare: async (scene) => () => setRoles(scene, '{viewer}'),
    undo: (scene) => setRoles(scene, '{sales}'),
  },
  {
    name: 'the distributor withdraws acting on behalf',
    firstLaneOnly: false,
    prepare: async (scene) => () => withdraw(scene, false),
    undo: (scene) => withdraw(scene, true),
  },
  {
    name: 'a renewal takes its place',
    firstLaneOnly: false,
    async prepare({ track: { office, reseller }, customer, authorizationId }) {
      const path = `/v1/customers/${customer.id}/authorizations/${authorizationId}:renew`
      const asked = await reseller.admin.call('POST', path, { message: 'On we go', commitmentLetterAccepted: true })
      if (asked.status !== 201) throw new Error(asked.text)
      const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
      const body = { authorizationLetterAccepted: true, approvalMode: 'automatic', verificationCode }
      return () => customer.owner.call('POST', `/v1/authorizations/${asked.body.id}:approve`, body)
    },
  },
  {
    name: 'the customer ends the acting session',
    firstLaneOnly: true,
    prepare:
      async ({ customer, lanes }) =>
      () =>
        customer.owner.call('DELETE', `/v1/acting-sessions/${lanes[0]?.actingSessionId}`),
  },
]

const order = {
  items: [itemOf('small')],
  quotedTotal: { amount: '10.00', currency: 'USD' },
  payment: 'now',
}

/** Sends one order in a lane, through one of the two servers. */
export async function sendOrder({ customer, lanes }: Scene, lane: number, server: number): Promise<Answer> {
  const call = lanes[lane]?.calls[server]
  if (!call) throw new Error('there is no such lane')
  return call('POST', `/v1/customers/${customer.id}/orders`, order)
}

/** The ids of the committed orders of some lanes. */
async function committedOrders({ track: { office }, customer, lanes }: Scene): Promise<Map<string, number>> {
  const { rows } = await office.owner.query<{ id: string; acting_session_id: string }>(
    'select id, acting_session_id from orders where customer_id = $1',
    [customer.id],
  )
  const laneOf = new Map(lanes.map(({ actingSessionId }, lane) => [actingSessionId, lane]))
  return new Map(rows.map(({ id, acting_session_id }) => [id, laneOf.get(acting_session_id) ?? -1]))
}

export interface Race {
  readonly orders: { lane: number; answer: Answer }[]
  readonly ending: Pick<Answer, 'status' | 'text'>
  /** The orders that were committed as soon as the ending was answered. */
  readonly atTheAnswer: Map<string, number>
  /** How many orders had been sent and not yet answered then. */
  readonly underWay: number
  readonly atTheEnd: Map<string, number>
  /** How long after the answer each stream of the first lane, one at each server, was over; for good or not at all. */
  readonly streamsOverMs: readonly number[]
}

/** Fewer at a time than the servers have connections, so that the ending meets the orders in the database. */
const ordersAtATime = 12

/** Sends orders, and an ending somewhere among them. */
export async function runRace(scene: Scene, ending: Ending, chance: Chance, orders: number): Promise<Race> {
  const end = await ending.prepare(scene)
  const watchers = ending.actingStays ? [] : ((await scene.lanes[0]?.watch()) ?? [])
  const answers: Race['orders'][number][] = []
  const position = chance.between(orders / 10, orders / 2)
  const reached = Promise.withResolvers<void>()
  let sent = 0
  const place = async (_: unknown, client: number) => {
    const lane = client % scene.lanes.length
    const server = Math.floor(client / scene.lanes.length) % 2
    while (sent < orders) {
      if (++sent >= position) reached.resolve()
      await sleep(chance.between(0, 4))
      answers.push({ lane, answer: await sendOrder(scene, lane, server) })
    }
  }
  const racing = Promise.all(Array.from({ length: ordersAtATime }, place))
  await reached.promise
  const answer = await end()
  const answeredAt = performance.now()
  const underWay = sent - answers.length
  const atTheAnswer = await committedOrders(scene)
  await racing
  const streamsOverMs = await Promise.all(
    watchers.map(async ({ over }) => {
      const last = await Promise.race([over, sleep(patienceMs, undefined)])
      return last ? last.cameAt - answeredAt : Infinity
    }),
  )
  const atTheEnd = await committedOrders(scene)
  await ending.undo?.(scene)
  return { orders: answers, ending: answer, atTheAnswer, underWay, atTheEnd, streamsOverMs }
}
