import { sql } from 'kysely'
import type { Role } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import type { z } from 'zod'
import type { Session } from '#contract/identity.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { MemberStanding } from '#kernel/gate.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { isSignedIn } from './queries/credentials.ts'
import { findPreferences } from './queries/preferences.ts'
import { liveSessions } from './queries/sessions.ts'
import { accountOfWord, viewAccount } from './rules.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

const findSession = prepare((by: { tokenHash: Buffer }) =>
  liveSessions
    .innerJoin('accounts', 'accounts.id', 'sessions.accountId')
    .select([
      'sessions.id as sessionId',
      'sessions.steppedUpUntil',
      'sessions.identityProviderId as vouchedBy',
      'sessions.identityId',
      'sessions.memberId',
      'sessions.accountId',
      'sessions.channelId',
      'accounts.kind',
      'accounts.partnerKind',
      'accounts.name as accountName',
      sql<boolean>`sessions.last_used_at < ${now} - interval '1 minute'`.as('isStale'),
    ])
    .where('tokenHash', '=', by.tokenHash),
)

export type FoundSession = Actor & { readonly isStale: boolean }

/** The session of a token while it is alive: not ended, not past its end, not idle for two hours. */
export async function findLiveSession(db: Db, tokenHash: Buffer): Promise<FoundSession | undefined> {
  const row = await db.first(findSession({ tokenHash }))
  if (!row) return undefined
  const kind = row.kind as Actor['kind']
  return {
    ...row,
    kind,
    partnerKind: row.partnerKind as Actor['partnerKind'],
    memberName: '',
    roles: [],
    apiKey: null,
    acting: null,
  }
}

/** Marks a session used; at most once a minute, and not in anybody's transaction. */
export async function touchSession(db: Db, sessionId: string): Promise<void> {
  await db.all(
    sqlBuilder
      .updateTable('sessions')
      .set({ lastUsedAt: sql<Date>`greatest(last_used_at, clock_timestamp() + (select shift from procura.clock))` })
      .where('id', '=', sessionId),
  )
}

const memberOf = (by: Pick<Actor, 'channelId' | 'memberId' | 'sessionId'>) =>
  sqlBuilder
    .selectFrom('members')
    .select(['name', 'roles', 'active', isSignedIn(by.sessionId).as('signedIn')])
    .where('channelId', '=', by.channelId)
    .where('id', '=', by.memberId)
const findMember = prepare(memberOf)
const lockMember = prepare((by: Parameters<typeof memberOf>[0]) => memberOf(by).forShare())

/** The member's own row: name, roles, whether the membership stands, and whether they are still signed in. */
export async function readMember(db: Db, actor: Actor, lock: boolean): Promise<MemberStanding | undefined> {
  const { channelId, memberId, sessionId } = actor
  const row = await db.first((lock ? lockMember : findMember)({ channelId, memberId, sessionId }))
  return row && { ...row, roles: row.roles as Role[] }
}

export interface Login {
  readonly identityId: string
  readonly passwordHash: string
}

export async function findLogin(db: Db, email: string): Promise<Login | undefined> {
  return db.first(
    sqlBuilder.selectFrom('identities').select(['id as identityId', 'passwordHash']).where('email', '=', email),
  )
}

export interface Membership {
  readonly memberId: string
  readonly accountId: string
  readonly channelId: string
  readonly kind: string
  readonly partnerKind: string | null
  readonly accountName: string
}

const memberships = sqlBuilder
  .selectFrom('memberships')
  .innerJoin('accounts', 'accounts.id', 'memberships.accountId')
  .select(['memberId', 'accountId', 'memberships.channelId', 'kind', 'partnerKind', 'accounts.name as accountName'])

/** Every account a person may choose, the first they joined first. */
export async function listMemberships(db: Db, identityId: string): Promise<Membership[]> {
  return db.all(memberships.where('identityId', '=', identityId).orderBy('memberId'))
}

export interface MemberLogin {
  readonly identityId: string
  readonly membership: Membership
}

/** Who has an e-mail, as a member of one account and of no other. */
export async function findMemberByEmail(db: Db, accountId: string, email: string): Promise<MemberLogin | undefined> {
  const row = await db.first(
    memberships
      .innerJoin('identities', 'identities.id', 'identityId')
      .select('identityId')
      .where('memberships.accountId', '=', accountId)
      .where('email', '=', email),
  )
  if (!row) return undefined
  const { identityId, ...membership } = row
  return { identityId, membership }
}

export interface NewSession {
  readonly tokenHash: Buffer
  readonly id: string
  readonly identityId: string
  readonly memberId: string
  readonly accountId: string
  readonly channelId: string
  readonly startedAt: Date
  readonly expiresAt: Date
  readonly startedFrom: string | null
  readonly userAgent: string | null
  readonly steppedUpUntil: Date | null
  readonly identityProviderId: string | null
}

export function insertSession(tx: Tx, session: NewSession): void {
  tx.write(sqlBuilder.insertInto('sessions').values({ ...session, lastUsedAt: session.startedAt }))
}

export function closeSession(tx: Tx, sessionId: string, endedAt: Date): void {
  tx.write(sqlBuilder.updateTable('sessions').set({ endedAt }).where('id', '=', sessionId).where('endedAt', 'is', null))
}

export async function findEmail(db: Db, identityId: string): Promise<string> {
  const row = await db.first(sqlBuilder.selectFrom('identities').select('email').where('id', '=', identityId))
  return row?.email ?? ''
}

/** Who is signed in, with every account the person may choose and what they have chosen of the console's looks. */
export async function describeSession(ctx: QueryContext): Promise<z.output<typeof Session>> {
  await ctx.passed
  const { actor, db } = ctx
  const [all, email, preferences] = await Promise.all([
    listMemberships(db, actor.identityId),
    findEmail(db, actor.identityId),
    findPreferences(db, actor),
  ])
  const within = accountOfWord(actor)
  // What other accounts the person is in is none of the business of one account's identity provider.
  const shown = within === undefined ? all : all.filter(({ accountId }) => accountId === within)
  return {
    account: viewAccount({ ...actor }),
    member: { id: actor.memberId, name: actor.memberName, email, roles: [...actor.roles] },
    accounts: shown.map(viewAccount),
    singleSignOn: actor.vouchedBy !== null,
    preferences,
  }
}
