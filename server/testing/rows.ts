import type { Insertable } from 'kysely'
import type pg from 'pg'
import { sqlBuilder } from '#kernel/db.ts'
import type { Tables } from '#kernel/tables.gen.ts'

/** Inserts a row as the owner, past every wall: how a test sets its scene. */
export async function insertRow<T extends keyof Tables>(
  owner: pg.Pool,
  table: T,
  row: Insertable<Tables[T]>,
): Promise<void> {
  const { sql, parameters } = sqlBuilder.insertInto(table).values(row).compile()
  await owner.query(sql, [...parameters])
}
