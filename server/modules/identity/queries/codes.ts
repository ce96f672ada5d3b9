import { sql } from 'kysely'
import { verificationCodeTries } from '#contract/verification.ts'
import type { VerificationPurpose } from '#contract/verification.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

export interface NewCode {
  readonly id: string
  readonly memberId: string
  readonly purpose: VerificationPurpose
  readonly subjectId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Held until the end of the transaction, so that a member who asks twice at once is answered in turn. */
export async function lockCodes(tx: Tx, memberId: string): Promise<void> {
  await lockName(tx, 'codes', memberId)
}

/** A new code takes the place of those asked for before, for the same purpose and the same subject. */
export function replaceCodes(tx: Tx, code: NewCode): void {
  const { memberId, purpose, subjectId, createdAt } = code
  tx.write(
    sqlBuilder
      .updateTable('verificationCodes')
      .set({ expiresAt: createdAt })
      .where('memberId', '=', memberId)
      .where('purpose', '=', purpose)
      .where('subjectId', 'is not distinct from', subjectId)
      .where('expiresAt', '>', createdAt),
  )
  tx.write(sqlBuilder.insertInto('verificationCodes').values(code))
}

export async function countCodesSince(db: Db, memberId: string, since: Date): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('verificationCodes')
      .select((select) => select.fn.countAll<bigint>().as('made'))
      .where('memberId', '=', memberId)
      .where('createdAt', '>', since),
  )
  return Number(row?.made ?? 0n)
}

/** To whom a code is mailed and what for, while it may still be used. */
export async function findCodeToMail(
  db: Db,
  codeId: string,
): Promise<{ email: string; purpose: string; minutesLeft: number } | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('verificationCodes')
      .innerJoin('memberships', 'memberships.memberId', 'verificationCodes.memberId')
      .innerJoin('identities', 'identities.id', 'memberships.identityId')
      .select([
        'email',
        'purpose',
        sql<number>`ceil(extract(epoch from expires_at - ${now}) / 60)::int`.as('minutesLeft'),
      ])
      .where('verificationCodes.id', '=', codeId)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now),
  )
}

export async function setCodeHash(db: Db, codeId: string, codeHash: Buffer): Promise<void> {
  await db.all(sqlBuilder.updateTable('verificationCodes').set({ codeHash }).where('id', '=', codeId))
}

export interface ClaimedCode {
  readonly id: string
  readonly codeHash: Buffer | null
}

/**
 * Counts one try at every code of the member that could be meant, and gives those codes. A code past its tries is not
 * among them, however often it is guessed.
 */
export async function claimTries(db: Db, memberId: string, purpose: string, subjectId: string): Promise<ClaimedCode[]> {
  return db.all(
    sqlBuilder
      .updateTable('verificationCodes')
      .set((set) => ({ tries: set('tries', '+', 1) }))
      .where('memberId', '=', memberId)
      .where('purpose', '=', purpose)
      .where((either) => either.or([either('subjectId', 'is', null), either('subjectId', '=', subjectId)]))
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .where('tries', '<', verificationCodeTries)
      .returning(['id', 'codeHash']),
  )
}

/** Uses a code up; false when somebody was quicker. */
export async function spendCode(tx: Tx, codeId: string): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('verificationCodes')
      .set({ usedAt: now })
      .where('id', '=', codeId)
      .where('usedAt', 'is', null)
      .returning('id'),
  )
  return row !== undefined
}
