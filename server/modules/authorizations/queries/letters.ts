import type { LetterKind } from '#contract/letters.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'

/** The version of a letter that is in force, with the hash of its text in each language. */
export interface LetterInForce {
  /** 0 while none is published. */
  readonly version: number
  readonly hashes: readonly string[]
}

export async function findLetterInForce(db: Db, kind: LetterKind): Promise<LetterInForce> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('letters as l')
      .select(['l.version', 'l.sha256'])
      .where('l.kind', '=', kind)
      .where('l.version', '=', (newest) =>
        newest
          .selectFrom('letters as n')
          .select((select) => select.fn.max('n.version').as('version'))
          .where('n.kind', '=', kind),
      ),
  )
  return { version: rows[0]?.version ?? 0, hashes: rows.map(({ sha256 }) => sha256) }
}

export interface LetterRow {
  readonly kind: LetterKind
  readonly version: number
  readonly language: string
  readonly text: string
  readonly sha256: string
  readonly publishedAt: Date
}

interface Wanted {
  readonly kind: LetterKind
  readonly language: string
  readonly version?: number | undefined
}

export async function findLetter(db: Db, { kind, language, version }: Wanted): Promise<LetterRow | undefined> {
  let found = sqlBuilder
    .selectFrom('letters')
    .select(['version', 'language', 'text', 'sha256', 'publishedAt'])
    .where('kind', '=', kind)
    .where('language', '=', language)
  if (version !== undefined) found = found.where('version', '=', version)
  const row = await db.first(found.orderBy('version', 'desc').limit(1))
  return row && { kind, ...row }
}

/** Held until the end of the transaction, so that two who publish at once publish one version each. */
export async function lockLetters(tx: Tx, kind: LetterKind): Promise<void> {
  await lockName(tx, 'letters', kind)
}

export function insertLetters(tx: Tx, rows: readonly LetterRow[]): void {
  tx.write(sqlBuilder.insertInto('letters').values([...rows]))
}
