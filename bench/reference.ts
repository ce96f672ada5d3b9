import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/**
 * Builds the reference model's database, once, with as many customers as its load picks from. Its sessions last for
 * hours only: those of an earlier day are begun anew. Gives its URL.
 */
export async function buildReference(adminUrl: string, reference: string): Promise<string> {
  const url = new URL(adminUrl)
  url.pathname = '/pc'
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  const { rowCount } = await admin.query("select 1 from pg_database where datname = 'pc'")
  if (rowCount === 0) await admin.query('create database pc')
  await admin.end()
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  if (rowCount === 0) await fill(client, reference)
  await client.query(
    `update pc.delegation_session set expires_at = now() + interval '8 hours'
      where expires_at < now() + interval '1 hour'`,
  )
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  await client.end()
  return url.href
}

async function fill(client: pg.Client, reference: string): Promise<void> {
  for (const file of ['schema.sql', 'indexes.sql', 'func.sql']) {
    const text = readFileSync(join(reference, 'pgbench', file), 'utf8').replaceAll(':n', '1000000')
    await client.query(text)
  }
}
