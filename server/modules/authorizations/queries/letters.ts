import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'

/** The newest version of a letter; 0 while none is published. */
export async function findLetterVersion(db: Db, kind: 'commitment' | 'authorization'): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('letters')
      .select((select) => select.fn.max('version').as('version'))
      .where('kind', '=', kind),
  )
  return row?.version ?? 0
}

export async function findLetter(db: Db, kind: 'commitment' | 'authorization', language: string) {
  return db.first(
    sqlBuilder
      .selectFrom('letters')
      .select(['version', 'language', 'text', 'sha256'])
      .where('kind', '=', kind)
      .where('language', '=', language)
      .orderBy('version', 'desc')
      .limit(1),
  )
}
