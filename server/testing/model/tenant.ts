import { newId } from '#kernel/ids.ts'
import { hashOfCode } from '#modules/identity/providers.ts'
import { insertCatalog } from '../catalog.ts'
import { jobRunner } from '../jobs.ts'
import type { Served } from '../inject.ts'
import { openOffice } from '../office.ts'
import type { CustomerScene, Office, PartnerScene } from '../office.ts'
import { callerOf } from '../person.ts'
import type { Answer, Person } from '../person.ts'
import { openTwin } from '../twin.ts'
import type { Twin } from '../twin.ts'
import { budgetMinor } from './world.ts'
import type { Outcome, World } from './world.ts'

/** Two servers on one database, on which many customers go their ways at once. */
export interface Stage {
  readonly office: Office
  readonly servers: readonly Served[]
  readonly distributor: PartnerScene
  /** What each of the tables of a customer holds instants in, as the statement that moves them back. */
  readonly shifts: readonly string[]
  readonly run: ReturnType<typeof jobRunner>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const office = await openOffice()
  const twin: Twin = await openTwin(office)
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  const { rows } = await office.owner.query<{ statement: string }>(
    `select format('update %I set %s where customer_id = $1', table_name,
       string_agg(format('%1$I = %1$I - $2::interval', column_name), ', ')) as statement
     from information_schema.columns
     where table_schema = 'procura' and data_type = 'timestamp with time zone'
       and table_name in ('acting_sessions', 'authorizations', 'freezes', 'orders')
     group by table_name`,
  )
  return {
    office,
    servers: [office.app, twin.server],
    distributor: await office.partner('distributor'),
    shifts: rows.map(({ statement }) => statement),
    run: jobRunner(office),
    async close() {
      await twin.close()
      await office.close()
    },
  }
}

/** How time passes: for one customer, so that others are not touched by it, or for everybody by the sandbox's clock. */
export type Passing = 'for one customer' | 'for everybody'

type Who = 'sales' | 'owner' | 'reseller' | 'distributor'

const code = '135790'

/** One customer and those it deals with, on the real servers. */
export class Tenant {
  readonly customer: CustomerScene
  readonly reseller: PartnerScene
  readonly #stage: Stage
  readonly #people: Readonly<Record<Who, Person>>
  readonly #passing: Passing
  #passedMinutes = 0

  static async open(stage: Stage, passing: Passing): Promise<Tenant> {
    const { office, distributor } = stage
    const reseller = await office.partner('reseller', distributor)
    const customer = await office.customer(reseller, { budgetMinor: BigInt(budgetMinor) })
    const sales = await office.member(reseller, ['sales'])
    const people = { sales, owner: customer.owner, reseller: reseller.admin, distributor: distributor.admin }
    if (passing === 'for everybody') {
      await office.owner.query(`update clock set shift = '0'`)
      // Who signs in again and again needs no sitting through it.
      await office.owner.query(
        `update sessions set expires_at = now() + interval '1 year', last_used_at = now() + interval '1 month'`,
      )
    }
    return new Tenant(stage, customer, reseller, people, passing)
  }

  constructor(
    stage: Stage,
    customer: CustomerScene,
    reseller: PartnerScene,
    people: Readonly<Record<Who, Person>>,
    passing: Passing,
  ) {
    this.#stage = stage
    this.customer = customer
    this.reseller = reseller
    this.#people = people
    this.#passing = passing
  }

  /** Sends a request through one of the servers. */
  send(who: Who, server: number, method: string, path: string, body?: object, tab?: string): Promise<Answer> {
    const app = this.#stage.servers[server]
    if (!app) throw new Error('there is no such server')
    const call = callerOf(app, this.#people[who].token, tab === undefined ? {} : { 'acting-session': tab })
    return call(method, path, body)
  }

  /** A verification code as the mail would bring it. */
  async code(who: Who, purpose: string): Promise<string> {
    const id = newId('code')
    await this.#stage.office.owner.query(
      `insert into verification_codes (id, member_id, purpose, code_hash, created_at, expires_at)
       select $1, $2, $3, $4, clock_timestamp() + shift, clock_timestamp() + shift + interval '5 minutes' from clock`,
      [id, this.#people[who].memberId, purpose, hashOfCode(id, code)],
    )
    return code
  }

  /** An instant so many minutes from now. */
  async inMinutes(minutes: number): Promise<string> {
    const { rows } = await this.#stage.office.owner.query<{ at: Date }>(
      `select clock_timestamp() + shift + $1 * interval '1 minute' as at from clock`,
      [minutes],
    )
    return rows[0]?.at.toISOString() ?? ''
  }

  /**
   * Time passes. For one customer that means that every instant its rows hold moves back: whatever compares an instant
   * with the clock sees the same as if the clock had moved on, and others who share the one clock see nothing.
   */
  async pass(minutes: number, world: World): Promise<void> {
    const { office, shifts } = this.#stage
    await this.#untilUseIsNoted(world)
    this.#passedMinutes += minutes
    if (this.#passing === 'for everybody') {
      await office.owner.query('update clock set shift = $1::interval', [`${this.#passedMinutes} minutes`])
      return
    }
    for (const shift of shifts) await office.owner.query(shift, [this.customer.id, `${minutes} minutes`])
  }

  /** Use of a tab is noted beside the request that used it; time waits for that. */
  async #untilUseIsNoted({ tabs, now }: World): Promise<void> {
    const used = tabs.filter(({ cause, lastUsedAt }) => cause === null && lastUsedAt === now).map(({ id }) => id)
    if (used.length === 0) return
    for (;;) {
      const { rowCount } = await this.#stage.office.owner.query(
        `select from acting_sessions, clock where id = any($1)
         and last_used_at < clock_timestamp() + shift - interval '2 minutes'`,
        [used],
      )
      if (rowCount === 0) return
    }
  }

  /** A member's roles are set by the house that runs the server. */
  async setRoles(roles: readonly string[]): Promise<void> {
    await this.#stage.office.owner.query('update members set roles = $1 where id = $2', [
      roles,
      this.#people.sales.memberId,
    ])
  }

  /** What the queue does after a permission was withdrawn. */
  async endWithdrawn(): Promise<void> {
    const { channelId, id: partnerId } = this.reseller
    await this.#stage.run('permission.changed/endSessions', { channelId, partnerId })
  }

  /** All that the model can say something of, as it is written down. */
  async seen(): Promise<ReturnType<World['seen']>> {
    const { rows } = await this.#stage.office.owner.query<ReturnType<World['seen']>>(
      `select
         array(select id || ' ' || state from authorizations where channel_id = $1 and customer_id = $2 order by id) as grants,
         array(select id || ' ' || coalesce(end_cause, 'live') from acting_sessions
           where channel_id = $1 and customer_id = $2 order by id) as tabs,
         array(select id || ' ' || state from orders where channel_id = $1 and customer_id = $2 order by id) as orders,
         array(select concat_ws(' ', l.kind, l.authorization_id, sum(e.reserved), sum(e.posted))
           from (select * from limits where channel_id = $1 and customer_id = $2) l
           left join ledger_entries e on e.channel_id = l.channel_id and e.limit_id = l.id
           group by l.kind, l.authorization_id, l.reserved, l.posted
           having coalesce(sum(e.reserved), 0) = l.reserved and coalesce(sum(e.posted), 0) = l.posted) as limits,
         (select freeze_id is not null from customers where channel_id = $1 and id = $2) as "isFrozen"`,
      [this.customer.channelId, this.customer.id],
    )
    const [row] = rows
    if (!row) throw new Error('nothing is seen')
    // A limit that nothing has moved yet has no entries.
    const limits = row.limits.map((limit) => (/ \d+ \d+$/.test(limit) ? limit : `${limit} 0 0`)).sort()
    return { ...row, grants: row.grants.sort(), tabs: row.tabs.sort(), orders: row.orders.sort(), limits }
  }
}

/** An answer in the words of the model. */
export function outcomeOf({ status, body }: Answer): Outcome {
  if (status < 300) return String(status)
  const {
    code: refusal,
    reasons,
    state,
    fields,
  } = body as unknown as {
    code: string
    reasons?: { failed: string }[]
    state?: string
    fields?: string[]
  }
  const detail = reasons?.map(({ failed }) => failed).join() ?? state ?? fields?.join() ?? ''
  return `${status} ${refusal} ${detail}`.trim()
}
