import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { MemberId } from '#contract/ids.ts'
import type { CurrencyCode } from '#contract/money.ts'
import { currencyExponents } from '#contract/money.ts'
import type { customerSorts, listCustomers as operation } from '#contract/partners.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { PartnerKind } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import { midnight } from '#kernel/calendar.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import { contains, escapedForLike } from '#kernel/text-search.ts'
import type { AuditedContext } from '#kernel/operations.ts'
import { readCursor, refuseCursor, toPage } from '#kernel/pages.ts'
import { minorBound, seesOnlyAssigned, viewCustomer } from '../rules.ts'
import type { CallerFacts } from '../rules.ts'
import { customerColumns, customerSources, statementOf } from './customer.ts'
import type { CustomerRow } from './customer.ts'

type Search = Input<typeof operation>
type Condition = RawBuilder<unknown>

/**
 * Customer Management: the customers that the caller may see and that every filter keeps, a page of them. Sensitive
 * columns stay masked until they are asked for by name, and what was revealed of whom is in the log.
 */
export async function listCustomers(ctx: AuditedContext, by: Search): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, month } = ctx
  const [rows, standing] = await Promise.all([findPage(ctx.db, actor, month, by), findPartnerStanding(ctx.db, actor)])
  const unmasked = by.reveal ?? []
  const caller = { facts: { ...ctx.facts, ...standing }, partnerId: actor.accountId }
  const page = toPage(
    rows,
    by.limit,
    (row) => cursorKey(by.sort, row),
    (row) => viewCustomer(row, { month, unmasked, caller }),
  )
  const subjects = page.items.map(({ id }) => id)
  const [only, ...others] = subjects
  if (unmasked.length > 0 && only)
    ctx.audit({ subjects, detail: { columns: unmasked }, ...(others.length === 0 ? { customerId: only } : {}) })
  return page
}

interface FoundRow extends CustomerRow {
  readonly sortKey: string | null
}

interface Sort {
  /** What rows are ordered by, and the same as the plain signs of a cursor. */
  readonly key: RawBuilder<unknown>
  readonly text: RawBuilder<unknown>
  /** What those signs look like, and how they become the key again. */
  readonly form: string
  readonly read: (text: string, search: { channelId: string; id: string }) => RawBuilder<unknown>
  readonly nullable?: true
}

const day = sql`date '2000-01-01'`

/**
 * Every order of the list. Names are compared in any script, where the database's own locale may know ASCII only. The
 * cursor of a list by name holds no name, which may be masked: the name is looked up by the id.
 */
const sorts: Readonly<Record<(typeof customerSorts)[number], Sort>> = {
  associatedAt: {
    key: sql`c.associated_at`,
    text: sql`(extract(epoch from c.associated_at) * 1000000)::bigint::text`,
    form: '-?\\d{1,16}',
    read: (text) => sql`(timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond')`,
  },
  name: {
    key: sql`lower(c.name collate "und-x-icu")`,
    text: sql`''`,
    form: '',
    read: (_, { channelId, id }) =>
      sql`(
        select lower(name collate "und-x-icu") from procura.customers where channel_id = ${channelId} and id = ${id})`,
  },
  monthToDate: {
    key: sql`m.month_to_date_minor`,
    text: sql`m.month_to_date_minor::text`,
    form: '-?\\d{1,18}',
    read: (text) => sql`${text}::bigint`,
  },
  budgetUsage: {
    key: sql`m.budget_usage_percent`,
    text: sql`m.budget_usage_percent::text`,
    form: '(?:-?\\d{1,10}\\.\\d\\d)?',
    read: (text) => sql`${text}::numeric`,
    nullable: true,
  },
  resourceExpiresOn: {
    key: sql`m.next_expiry_on`,
    text: sql`(m.next_expiry_on - ${day})::text`,
    form: '(?:-?\\d{1,6})?',
    read: (text) => sql`(${day} + ${text}::int)`,
    nullable: true,
  },
}

interface Order extends Sort {
  readonly direction: Condition
  /** What stands between a key and one further on. */
  readonly after: Condition
}

function sortOf(sort: Search['sort'], month: string): Order {
  const down = sort.startsWith('-')
  const name = (down ? sort.slice(1) : sort) as (typeof customerSorts)[number]
  const ways = { direction: down ? sql`desc` : sql`asc`, after: down ? sql`<` : sql`>` }
  if (name !== 'monthToDate') return { ...sorts[name], ...ways }
  const key = monthToDate(month)
  return { ...sorts.monthToDate, ...ways, key, text: sql`(${key})::text` }
}

function cursorKey(sort: Search['sort'], { sortKey, id }: FoundRow): string {
  return `${sort}|${sortKey ?? ''}|${id}`
}

/** Where the page before ended, in the order of this very sort. */
function afterCursor(by: Search, actor: Actor, { key, form, read, nullable, after }: Order) {
  const given = readCursor(by.cursor, new RegExp(`^${by.sort}\\|${form}\\|cus_[0-9a-z]{26}$`))
  if (given === undefined) return []
  const [, text, id] = given.split('|')
  if (text === undefined || id === undefined) return refuseCursor()
  // Rows without a value come last in both directions.
  if (nullable && text === '') return [sql`${key} is null and c.id ${after} ${id}`]
  const last = read(text, { channelId: actor.channelId, id })
  const passed = sql`(${key}, c.id) ${after} (${last}, ${id})`
  return [nullable ? sql`(${passed} or ${key} is null)` : passed]
}

async function findPage(db: Db, actor: Actor, month: string, by: Search): Promise<FoundRow[]> {
  const sort = sortOf(by.sort, month)
  const order = sql`${sort.key} ${sort.direction} ${sort.nullable ? sql`nulls last` : sql``}, c.id ${sort.direction}`
  const conditions = [...visible(actor, by), ...filters(by, month), ...afterCursor(by, actor, sort)]
  const isOwnTab = by.tab === 'customers'
  const written = sql<FoundRow>`
select ${customerColumns}, found.sort_key
from (
  select c.id, ${sort.text} as sort_key
  from procura.customers c ${needsSummary(by) ? summaries(isOwnTab ? actor.accountId : null) : sql``}
  where ${sql.join(conditions, sql` and `)}
  order by ${order} limit ${by.limit + 1}
) found
join procura.customers c on c.channel_id = ${actor.channelId} and c.id = found.id ${customerSources(actor.accountId)}
order by ${order}`
  return db.all({ ...statementOf(written), once: true })
}

const ofSummary = ['monthToDate', 'resourceExpires', 'budgetUsage']

function needsSummary({ sort, ...filters }: Search): boolean {
  const named = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return [...named, sort.replace('-', '')].some((name) => ofSummary.some((part) => name.startsWith(part)))
}

/** Naming the partner twice lets PostgreSQL go by the summaries' own indexes. */
function summaries(partnerId: string | null): Condition {
  return sql`join procura.customer_summaries m on m.channel_id = c.channel_id and m.customer_id = c.id
    ${partnerId === null ? sql`` : sql`and m.partner_id = ${partnerId}`}`
}

/** Whose customers are searched: the one place that says so. A closed account is history and no longer managed. */
function visible(actor: Actor, { tab }: Search): Condition[] {
  const conditions = [sql`c.channel_id = ${actor.channelId}`, sql`c.closed_at is null`]
  if (tab === 'customers') conditions.push(sql`c.partner_id = ${actor.accountId}`)
  else if (actor.partnerKind === 'distributor') conditions.push(sql`c.partner_id <> ${actor.accountId}`)
  else conditions.push(sql`false`)
  if (seesOnlyAssigned(actor.roles)) conditions.push(sql`c.account_manager_id = ${actor.memberId}`)
  return conditions
}

function filters(by: Search, month: string): Condition[] {
  const given: Condition[] = []
  const add = <T>(value: T | undefined, condition: (value: T) => Condition) =>
    void (value === undefined || given.push(condition(value)))
  add(by.id, (id) => sql`c.id = ${id}`)
  add(by.autoFrozen, (frozen) => (frozen ? automaticFreeze : sql`not ${automaticFreeze}`))
  add(by.associationType, associatedAs)
  add(by.associatedFrom, (from) => sql`c.associated_at >= ${midnight(from, 0)}`)
  add(by.associatedTo, (to) => sql`c.associated_at < ${midnight(to, 1)}`)
  add(by.name, (part) => contains(sql`c.name`, part))
  add(by.account, (part) => contains(sql`c.account_name`, part))
  add(
    by.mobile,
    (part) => sql`translate(c.mobile, ' ()-./', '') like ${`%${escapedForLike(part.replace(/[ ()./-]/g, ''))}%`}`,
  )
  add(by.accountManager, managedBy)
  add(by.monthToDateMin, (least) => sql`${monthToDate(month)} >= ${inMinor(least, 'min')}`)
  add(by.monthToDateMax, (most) => sql`${monthToDate(month)} <= ${inMinor(most, 'max')}`)
  add(by.resourceExpiresFrom, (from) => sql`m.next_expiry_on >= ${from}::date`)
  add(by.resourceExpiresTo, (to) => sql`m.next_expiry_on <= ${to}::date`)
  add(by.budgetUsageMin, (least) => sql`m.budget_usage_percent >= ${least}::numeric`)
  add(by.budgetUsageMax, (most) => sql`m.budget_usage_percent <= ${most}::numeric`)
  add(
    by.tag,
    (tag) => sql`c.id in (
      select t.customer_id from procura.customer_tags t where t.channel_id = c.channel_id and t.tag = ${tag})`,
  )
  return given
}

function associatedAs(type: string): Condition {
  return sql`exists (
    select from procura.associations s
    where s.channel_id = c.channel_id and s.id = c.association_id and s.type = ${type} and s.ended_at is null)`
}

const automaticFreeze = sql`exists (
  select from procura.freezes f where f.channel_id = c.channel_id and f.id = c.freeze_id and f.origin = 'automatic')`

/** Month-to-date of a month that is over is nothing. */
function monthToDate(month: string): Condition {
  return sql`(case when m.month = ${month} then m.month_to_date_minor else 0 end)`
}

/** Amounts are compared in the customer's own currency, whatever its minor unit is. */
function inMinor(value: number, end: 'min' | 'max'): Condition {
  const currencies = Object.keys(currencyExponents) as CurrencyCode[]
  const others = currencies.filter((code) => currencyExponents[code] !== currencyExponents.USD)
  const cases = others.map((code) => sql`when ${sql.lit(code)} then ${minorBound(value, code, end)}::bigint`)
  return sql`(case c.currency ${sql.join(cases, sql` `)} else ${minorBound(value, 'USD', end)}::bigint end)`
}

function managedBy(member: string): Condition {
  if (MemberId.safeParse(member).success) return sql`c.account_manager_id = ${member}`
  return sql`c.account_manager_id in (
    select id from procura.members where channel_id = c.channel_id and partner_id = c.partner_id
      and ${contains(sql`name`, member)})`
}

const findStanding = prepare((by: { channelId: string; partnerId: string }) =>
  sqlBuilder
    .selectFrom('partners as p')
    .innerJoin('distributorPermissions as d', (on) =>
      on.onRef('d.channelId', '=', 'p.channelId').onRef('d.partnerId', '=', 'p.id'),
    )
    .select(['p.kind', 'p.frozenAt', 'd.distributorId', 'd.actOnBehalf', 'd.mayFreeze', 'd.setBudgets'])
    .where('p.channelId', '=', by.channelId)
    .where('p.id', '=', by.partnerId),
)

/** What is the same for every row: the caller's own partner, and what its distributor lets it do. */
async function findPartnerStanding(
  db: Db,
  actor: Actor,
): Promise<Pick<CallerFacts, 'partner' | 'distributorPermission'>> {
  const row = await db.first(findStanding({ channelId: actor.channelId, partnerId: actor.accountId }))
  if (!row) throw new Error('the partner of a member is gone')
  const { actOnBehalf, mayFreeze: freeze, setBudgets } = row
  return {
    partner: { kind: row.kind as PartnerKind, frozen: row.frozenAt !== null },
    distributorPermission: row.distributorId === null ? null : { actOnBehalf, freeze, setBudgets },
  }
}
