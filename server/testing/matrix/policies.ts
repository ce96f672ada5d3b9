import type { Cast } from './cast.ts'

/** Takes row-level security from every table of the test's own database, so that the queries stand alone. */
export async function withoutPolicies({ office: { owner } }: Cast): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'procura'::regnamespace and relrowsecurity`,
  )
  for (const { name } of rows) await owner.query(`alter table ${name} disable row level security`)
}
