import type pg from 'pg'
import { findTenantTables } from '../tenant-tables.ts'
import type { Caller, Sphere } from './cast.ts'

interface Owned {
  readonly id: string
  readonly channelId: string
  readonly partnerId: string | null
  /** Null: a partner's own, such as its members. */
  readonly customerId: string | null
  readonly managerId: string | null
}

/** Finds in answers what belongs to somebody else: ids of whatever rows, and the customers' names. */
export interface LeakFinder {
  /** Remembers what somebody named themselves: their own log repeats it to them, and that tells them nothing. */
  named(caller: Caller, text: string): void
  /** Remembers what an answer told, and to whom. */
  heard(who: string, caller: Caller, text: string): void
  /** What was told of others since the last time, as `who: id`. */
  leaks(): Promise<string[]>
}

const tellingWords = /\b[a-z]{3}_[0-9a-z]{26}\b|Customer Company \d+/g

/** `narrowly`: the narrower views of an account manager and of a delegate count too, which row-level security lacks. */
export async function openLeakFinder(owner: pg.Pool, narrowly: boolean): Promise<LeakFinder> {
  const find = await ownedRows(owner)
  const told = new Map<string, { who: string; sphere: Sphere }[]>()
  const known = new Set<string>()
  const sphereOf = ({ sphere }: Caller) => (narrowly ? sphere : wide(sphere))
  const knows = (caller: Caller, word: string) =>
    `${sphereOf(caller).of === 'manager' ? caller.memberId : caller.accountId} ${word}`
  return {
    named(caller, text) {
      for (const [word] of text.matchAll(tellingWords)) known.add(knows(caller, word))
    },
    heard(who, caller, text) {
      for (const word of new Set(text.match(tellingWords)))
        if (!known.has(knows(caller, word)))
          told.set(word, [...(told.get(word) ?? []), { who, sphere: sphereOf(caller) }])
    },
    async leaks() {
      const owned = await find([...told.keys()])
      const found = owned.flatMap((row) =>
        (told.get(row.id) ?? []).filter(({ sphere }) => !mayKnow(sphere, row)).map(({ who }) => `${who}: ${row.id}`),
      )
      told.clear()
      return found
    },
  }
}

function wide(sphere: Sphere): Sphere {
  return sphere.of === 'manager' || sphere.of === 'acting' ? { ...sphere, of: 'partner' } : sphere
}

function mayKnow(sphere: Sphere, row: Owned): boolean {
  if (sphere.of === 'nobody') return row.customerId === null
  if (row.channelId !== sphere.channelId) return false
  if (sphere.of === 'channel') return true
  // Customers and partners know who sells to them, and the members who deal with them.
  if (row.customerId === null) return sphere.of === 'customer' || sphere.sellers.includes(row.partnerId ?? '')
  if (sphere.of === 'customer') return row.customerId === sphere.customerId
  if (row.partnerId !== sphere.partnerId) return false
  if (sphere.of === 'acting') return row.customerId === sphere.customerId
  return sphere.of === 'partner' || row.managerId === sphere.memberId
}

/** Looks up every row that belongs to somebody, in whatever table it is, and the customers by name. */
async function ownedRows(owner: pg.Pool): Promise<(words: readonly string[]) => Promise<Owned[]>> {
  const { rows } = await owner.query<{ table: string }>(
    `select c.relname as table from pg_class c
     where c.relnamespace = 'procura'::regnamespace and c.relname = any ($1)
       and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('id', 'customer_id', 'partner_id')) = 3`,
    [await findTenantTables(owner)],
  )
  const parts = rows.map(({ table }) => `select id, channel_id, partner_id, customer_id from ${table}`)
  const customers = ['id', 'name'].map((word) => `select ${word}, channel_id, partner_id, id from customers`)
  const partners = 'select id, channel_id, id, null from partners'
  const sql = `select o.id, o.channel_id as "channelId", o.partner_id as "partnerId", o.customer_id as "customerId",
      c.account_manager_id as "managerId"
    from (${[...parts, ...customers, partners].join(' union all ')}) o
    left join customers c on c.channel_id = o.channel_id and c.id = o.customer_id where o.id = any ($1)`
  return async (words) => (await owner.query<Owned>(sql, [words])).rows
}

/** What may differ after a refusal beside the log: see `touched.ts`, which names the same. */
const uncounted = ['audit_events', 'factor_tries', 'sign_in_attempts', 'sign_in_tries']
const uncountedColumns = ['tries', 'last_used_at']

/** One hash over all that the product's tables hold. */
export async function openHash(owner: pg.Pool): Promise<() => Promise<string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'procura'::regnamespace and relkind in ('r', 'p')
     and relname <> all ($1) order by relname`,
    [uncounted],
  )
  const sums = rows.map(
    ({ name }) =>
      `select '${name}' as name,
         sum(hashtextextended((to_jsonb(t) - '{${uncountedColumns.join(',')}}'::text[])::text, 0)) as sum from ${name} t`,
  )
  const sql = `select md5(string_agg(name || ' ' || coalesce(sum, 0), ',' order by name)) as hash
    from (${sums.join(' union all ')}) s`
  return async () => (await owner.query<{ hash: string }>(sql)).rows[0]?.hash ?? ''
}
