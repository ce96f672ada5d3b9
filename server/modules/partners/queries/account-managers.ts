import { sql } from 'kysely'
import type { MemberId } from '#contract/ids.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { listAccountManagers as operation } from '#contract/partners.ts'
import type { PartnerRole } from '#contract/permissions.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { contains } from '#kernel/text-search.ts'
import { accountManagerRoles } from '../rules.ts'

const memberCursor = /^mem_[0-9a-z]{26}$/

/** The members of the caller's partner whom a customer may be assigned to, in the order of their names. */
export async function listAccountManagers(
  ctx: QueryContext,
  by: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const after = readCursor(by.cursor, memberCursor)
  await ctx.passed
  const { channelId, accountId } = ctx.actor
  const ofPartner = sqlBuilder
    .selectFrom('members')
    .where('channelId', '=', channelId)
    .where('accountId', '=', accountId)
  let found = ofPartner
    .select(['id', 'name', 'email', 'roles'])
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${[...accountManagerRoles]}::text[]`)
  if (by.member !== undefined) found = found.where(matches(by.member))
  // The cursor holds no name: whoever turns the page may not have been meant to know it.
  if (after !== undefined) {
    const last = ofPartner.select(sql`lower(name collate "und-x-icu")`.as('name')).where('id', '=', after)
    found = found.where(sql<boolean>`(lower(name collate "und-x-icu"), id) > (${last}, ${after})`)
  }
  const rows = await ctx.db.all(
    found
      .orderBy(sql`lower(name collate "und-x-icu")`)
      .orderBy('id')
      .limit(by.limit + 1),
  )
  return toPage(
    rows,
    by.limit,
    ({ id }) => id,
    ({ id, name, email, roles }) => ({ id: id as MemberId, name, email, roles: roles as PartnerRole[] }),
  )
}

function matches(part: string) {
  return sql<boolean>`(${contains(sql`name`, part)} or ${contains(sql`email`, part)})`
}
