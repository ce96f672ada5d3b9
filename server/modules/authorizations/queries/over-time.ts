import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { maxAuthorizationYears, reminderDays } from '#contract/authorizations.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Tx } from '#kernel/db.ts'
import { stateAt } from '../queries.ts'

const maxSweptAtATime = 500

export interface ChangedAuthorization {
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
}

export interface OverAuthorization extends ChangedAuthorization {
  readonly state: string
}

const changedColumns = ['t.id', 't.customerId', 't.partnerId'] as const

/** The association that an authorization was asked under is no more. */
const ended = sql<boolean>`(s.ended_at is not null or s.type <> 'reseller' or s.began_at > a.requested_at)`

/** Authorizations with the association that each stands on. */
const withAssociation = (channelId: string) =>
  sqlBuilder
    .selectFrom('authorizations as a')
    .innerJoin('customers as c', (on) => on.onRef('c.channelId', '=', 'a.channelId').onRef('c.id', '=', 'a.customerId'))
    .innerJoin('associations as s', (on) =>
      on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
    )
    .where('a.channelId', '=', channelId)

/** Those in force that end at the latest at an instant. The state stands in the text, so that its index is used. */
const endingBy = (channelId: string, instant: RawBuilder<Date>) =>
  withAssociation(channelId)
    .where('a.state', '=', sql.lit('active'))
    .where('a.validUntil', '<=', instant)
    .where(ended, '=', false)

/**
 * Writes down what time has ended: what has expired, what was not decided in time, and what ended with its
 * association. An order that is just being placed under one of them is not waited for; the next sweep comes soon.
 */
export async function settleAuthorizations(
  tx: Tx,
  by: { channelId: string; customerId?: string; partnerId?: string },
  now: Date,
): Promise<OverAuthorization[]> {
  let over = withAssociation(by.channelId)
    .where('a.state', 'in', ['pending', 'active'])
    .select(['a.id', sql<string>`case when ${ended} then 'ended' else ${stateAt(now)} end`.as('state')])
    .where((either) => either.or([either(ended, '=', true), either(stateAt(now), 'not in', ['pending', 'active'])]))
  if (by.customerId) over = over.where('a.customerId', '=', by.customerId)
  if (by.partnerId) over = over.where('a.partnerId', '=', by.partnerId)
  return tx.all(
    sqlBuilder
      .with('over', () => over.limit(maxSweptAtATime).forUpdate('a').skipLocked())
      .updateTable('authorizations as t')
      .from('over')
      .set((set) => ({ state: set.ref('over.state'), endedAt: now }))
      .where('t.channelId', '=', by.channelId)
      .whereRef('t.id', '=', 'over.id')
      .returning([...changedColumns, 't.state']),
  )
}

/** So long before its end an authorization is extended, so that no sweep comes too late for it. */
const aheadMinutes = 10

/**
 * Extends what is to go on, by as long as it was granted for and to at most two years from now. What the next such
 * period would not reach any more, because no sweep ran for so long, has expired.
 */
export async function extendAuthorizations(tx: Tx, channelId: string, now: Date): Promise<ChangedAuthorization[]> {
  const next = sql<Date>`a.valid_until + (coalesce(a.first_until, a.valid_until) - a.valid_from)`
  const soon = sql<Date>`${now}::timestamptz + ${sql.lit(aheadMinutes)} * interval '1 minute'`
  const due = endingBy(channelId, soon)
    .select(['a.id', next.as('next')])
    .where('a.autoExtend', '=', true)
    .where(next, '>', now)
  return tx.all(
    sqlBuilder
      .with('due', () => due.limit(maxSweptAtATime).forUpdate('a').skipLocked())
      .updateTable('authorizations as t')
      .from('due')
      .set((set) => ({
        firstUntil: sql<Date>`coalesce(t.first_until, t.valid_until)`,
        validUntil: sql<Date>`least(${set.ref('due.next')},
          ${now}::timestamptz + ${sql.lit(maxAuthorizationYears)} * interval '1 year')`,
        remindedDays: null,
      }))
      .where('t.channelId', '=', channelId)
      .whereRef('t.id', '=', 'due.id')
      .returning(changedColumns),
  )
}

/** So many days before its end it is due to remind of it. The days of an authorization as short as that are none. */
const dueDays = (now: Date) =>
  sql<number | null>`(select min(d) from unnest(array[${sql.join(reminderDays.map((days) => sql.lit(days)))}]) d
    where a.valid_until <= ${now}::timestamptz + d * interval '1 day'
      and a.valid_from <= a.valid_until - d * interval '1 day')`

/** Writes down that both sides are reminded now, and of which: each of them once for every number of days. */
export async function markReminded(tx: Tx, channelId: string, now: Date): Promise<ChangedAuthorization[]> {
  const first = sql<Date>`${now}::timestamptz + ${sql.lit(reminderDays[0])} * interval '1 day'`
  const due = endingBy(channelId, first)
    .select(['a.id', dueDays(now).as('days')])
    .where('a.validUntil', '>', now)
    .where(sql<boolean>`${dueDays(now)} < coalesce(a.reminded_days, ${sql.lit(reminderDays[0] + 1)})`)
  return tx.all(
    sqlBuilder
      .with('due', () => due.limit(maxSweptAtATime).forUpdate('a').skipLocked())
      .updateTable('authorizations as t')
      .from('due')
      .set((set) => ({ remindedDays: set.ref('due.days') }))
      .where('t.channelId', '=', channelId)
      .whereRef('t.id', '=', 'due.id')
      .returning(changedColumns),
  )
}
